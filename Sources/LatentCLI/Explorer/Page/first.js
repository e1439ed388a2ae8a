// What is on show when the page opens: pictures that differ, and an analogy that can be seen.

/// Four pictures that differ, none of them strange; the first is one of the usual, which are drawn well.
function firstPictures(app) {
  const { world } = app;
  if (!world.samples) return app.start.draws(4);
  const order = Array.from({ length: world.samples.count }, (_, index) => index)
    .map((index) => ({ index, surprise: world.surpriseOf(world.samples.at(index)) }))
    .sort((a, b) => a.surprise - b.surprise || a.index - b.index)
    .map(({ index }) => index);
  const usual = order.slice(0, Math.max(4, Math.floor(order.length * 0.7)));
  // Each next one is the farthest from those before it.
  const chosen = [order[Math.floor(order.length / 5)]];
  while (chosen.length < 4) {
    let [best, most] = [usual[0], -1];
    for (const index of usual) {
      const z = world.samples.at(index);
      const least = Math.min(...chosen.map((other) => distance(z, world.samples.at(other))));
      if (least > most) [best, most] = [index, least];
    }
    chosen.push(best);
  }
  return chosen.map(app.sample);
}

/// A without the attribute that is told best, B much like it with it, and C another one without: of some, the one
/// whose answer is most like a picture of the data. Where no attribute is told, any three such pictures.
function firstAnalogy(app, pictures) {
  const { world } = app;
  if (!world.samples) return pictures;
  const { count, groups } = world.samples;
  const away = ([a, b, c]) => Math.sqrt(nearestSamples(world, analogous(a.z, b.z, c.z), 1)[0].square) / distance(a.z, b.z);
  const best = (triples) => triples.map((indices) => indices.map(app.sample))
    .map((triple) => ({ triple, away: away(triple) }))
    .reduce((first, other) => (other.away < first.away ? other : first)).triple;

  const attribute = world.attributes.filter((each) => each.kind === "binary" && isKnown(each))
    .reduce((first, other) => (!first || other.auc > first.auc ? other : first), null);
  const group = attribute && groups.find(({ name }) => name === attribute.name);
  const all = Array.from({ length: count }, (_, index) => index);
  const [b, others] = [group ? all.find((index) => group.values[index] === 1) : undefined,
    group ? all.filter((index) => group.values[index] === 0) : []];
  if (b !== undefined && others.length > 2) {
    const from = new Map(others.map((index) => [index, distance(world.samples.at(b), world.samples.at(index))]));
    others.sort((first, second) => from.get(first) - from.get(second) || first - second);
    return best(others.slice(Math.floor(others.length / 2), Math.floor(others.length / 2) + 24).map((c) => [others[0], b, c]));
  }
  const some = all.filter((index) => index % Math.ceil(count / 12) === 0);
  if (some.length < 3) return pictures;
  return best(some.flatMap((x) => some.flatMap((y) => some.filter((z) => x !== y && y !== z && z !== x).map((z) => [x, y, z]))));
}
