// One slider: a direction of the latent space, in deviations σ of the data.

/// A direction ranks held-out samples hardly better than chance below this AUC: 0.5 knows nothing.
const leastKnown = 0.6;
const isKnown = ({ auc }) => auc === undefined || auc >= leastKnown;

/// Where a latent lies along something, in deviations of the data, and how to get elsewhere.
const axisOf = {
  attribute: (attribute) => ({
    place: (z) => (dot(attribute.vector, z) + attribute.bias - attribute.mean) / attribute.deviation,
    vector: attribute.vector,
    // So much of the vector is one deviation of the score.
    unit: attribute.deviation / attribute.square,
    range: attribute.range,
    // What knows nothing says neither yes nor no.
    threshold: attribute.kind === "number" || !isKnown(attribute) ? null
      : (attribute.threshold - attribute.mean) / attribute.deviation,
  }),
  component: ({ vector, deviation }, world) => ({
    place: (z) => (dot(vector, z) - dot(vector, world.mean)) / deviation,
    vector, unit: deviation, range: 4, threshold: null,
  }),
  dimension({ index, mean, deviation }, world) {
    const vector = new Float32Array(world.dimension);
    vector[index] = 1;
    return { place: (z) => (z[index] - mean) / deviation, vector, unit: deviation, range: 4, threshold: null };
  },
};

/// A slider along an axis; `facts` says what is known of it, `scoreOf` what its direction reads of a latent.
function makeSlider(app, id, name, axis, facts, scoreOf = null) {
  const { state } = app;
  const input = element("input", {
    type: "range", id, min: String(-axis.range), max: String(axis.range), step: "0.01", value: "0",
  });
  const value = element("span", { class: "value" });
  const badge = axis.threshold === null ? null : element("span", { class: "badge" });
  const about = element("span", { textContent: facts });
  const track = element("div", { class: "slider-track" }, input);
  if (axis.threshold !== null && Math.abs(axis.threshold) <= axis.range) {
    const share = (axis.threshold + axis.range) / (2 * axis.range);
    const tick = element("i", { class: "tick", title: "From here on the score says yes" });
    // The thumb's middle does not reach the track's ends.
    tick.style.left = `calc(9px + (100% - 18px) * ${share})`;
    track.append(tick);
  }
  const head = element("div", { class: "slider-head" }, element("label", { htmlFor: id, textContent: name, title: name }));
  if (badge) head.append(badge);
  head.append(value);
  const ends = element("div", { class: "slider-ends" }, element("span", { textContent: `−${axis.range} σ` }), about,
    element("span", { textContent: `+${axis.range} σ` }));
  const item = { node: element("div", { class: "slider" }, head, track, ends), input, name: name.toLowerCase(), text: null };

  item.show = () => {
    const place = axis.place(state.z);
    const text = signed(place) + " σ";
    if (item.text === text) return;
    item.text = text;
    // The thumb under the finger stays where the finger is.
    if (!state.isMoving || item !== app.activeRow) {
      input.value = String(clamp(place, -axis.range, axis.range));
    }
    fillTrack(input, 0);
    value.textContent = text;
    let spoken = `${signed(place)} deviations`;
    if (scoreOf) {
      const score = signed(scoreOf(state.z));
      about.textContent = `${facts ? facts + " · " : ""}score ${score}`;
      spoken += `, score ${score}`;
    }
    if (badge) {
      const isYes = place > axis.threshold;
      badge.textContent = isYes ? "yes" : "no";
      badge.classList.toggle("on", isYes);
      spoken += isYes ? ", yes" : ", no";
    }
    input.setAttribute("aria-valuetext", spoken);
  };

  followRange(input, state, (wanted) => {
    app.activeRow = item;
    item.text = null;
    state.move(plus(state.z, axis.vector, (wanted - axis.place(state.z)) * axis.unit));
  });
  return item;
}
