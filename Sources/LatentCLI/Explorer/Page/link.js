// A link to the state of the page: a fragment of the address that brings all of it back.
//
// `m` names the model, so that a link of another one is not taken for one of this. The point is `z`, what it is
// compared with `from`; pins, and the pictures of the pad, the morph and the analogy where they were chosen, are
// lists of a label, a point and a name each.

function makeLink(app) {
  const { world, state } = app;
  const { model } = world;
  const mark = world.hash.slice(0, 8);

  // MARK: Text

  const textOf = ({ z, label, name }) =>
    [label, addressOf(z), encodeURIComponent(name).replace(/\./g, "%2E")].join(".");

  const isLabel = (label) => Number.isInteger(label) && label >= 0 && label < Math.max(1, model.labelCount);

  function nameIn(text, otherwise) {
    try {
      return decodeURIComponent(text || otherwise).slice(0, 80);
    } catch {
      // A damaged name is no reason to refuse a point.
      return otherwise;
    }
  }

  function pictureIn(text) {
    const [label, vector, name] = text.split(".");
    const z = vectorOf(vector || "", world.dimension);
    return z && isLabel(Number(label)) ? { z, label: Number(label), name: nameIn(name, "a picture of the link") } : null;
  }

  /// The pictures of a list, in their order; null when one of them is none.
  function picturesIn(text) {
    const list = (text || "").split(",").filter(Boolean).slice(0, 16).map(pictureIn);
    return list.length && list.every(Boolean) ? list : null;
  }

  // MARK: What is set on the page

  /// The controls that are set by a link, by their key in it. What has its first value is not written.
  const controls = {
    seed: "seed", warm: "temperature", way: "way", seconds: "seconds", loop: "loop", scrub: "scrub",
    by: "strength", x: "map-x", y: "map-y", color: "map-color",
  };
  const valueOf = (node) => (node.type === "checkbox" ? String(node.checked) : node.value);
  const first = new Map(Object.values(controls).map((id) => [id, valueOf(byId(id))]));

  function setControl(id, value) {
    const node = byId(id);
    if (node.type === "checkbox") node.checked = value === "true";
    else node.value = value;
    // A choice that is not there leaves a select empty.
    if (node.matches("select") && node.options.length && node.selectedIndex < 0) node.value = first.get(id);
  }

  const lists = { corners: app.pad, morph: app.morph, analogy: app.analogy };
  const choices = { tab: { get kind() { return app.tab; }, choose: app.setTab }, edit: app.sliders, map: app.map };

  // MARK: Writing

  function fragment() {
    const { now, pins } = state;
    const parts = [`m=${mark}`, `z=${addressOf(now.z)}`, `name=${encodeURIComponent(now.name)}`];
    if (world.labels) parts.push(`label=${now.label}`);
    if (now.isEdited || now.isPlaced) {
      parts.push(`how=${now.isEdited ? "edited" : "placed"}`);
      parts.push("from=" + textOf({ z: now.start, label: now.startLabel, name: now.startName }));
    }
    if (pins.length) parts.push("pins=" + pins.map(textOf).join(","));
    for (const [key, part] of Object.entries(lists)) {
      if (part.isChosen) parts.push(`${key}=${part.pictures.map(textOf).join(",")}`);
    }
    for (const [key, id] of Object.entries(controls)) {
      const value = valueOf(byId(id));
      if (value !== first.get(id)) parts.push(`${key}=${encodeURIComponent(value)}`);
    }
    for (const [key, part] of Object.entries(choices)) {
      if (part.kind) parts.push(`${key}=${part.kind}`);
    }
    return "#" + parts.join("&");
  }

  // MARK: Reading

  /// Goes where a fragment says; what is wrong with it, or nothing.
  function restore(text) {
    const fields = new Map(text.replace(/^#/, "").split("&").map((part) => {
      const split = part.indexOf("=");
      return [part.slice(0, split), part.slice(split + 1)];
    }));
    if (fields.has("m") && fields.get("m") !== mark) return "This link is of another model; nothing was changed";
    const z = fields.has("z") ? vectorOf(fields.get("z"), world.dimension) : null;
    if (!z) return "This link cannot be read; nothing was changed";
    const label = Number(fields.get("label") ?? 0);
    const place = { z, label: isLabel(label) ? label : 0, name: nameIn(fields.get("name"), "a link") };
    const from = pictureIn(fields.get("from") || "");
    const how = from ? fields.get("how") : null;

    for (const [key, id] of Object.entries(controls)) setControl(id, nameIn(fields.get(key), first.get(id)));
    for (const [key, part] of Object.entries(lists)) {
      const pictures = picturesIn(fields.get(key));
      if (pictures) part.take(pictures);
      else part.refresh();
    }
    app.start.fill();
    state.pins = picturesIn(fields.get("pins")) || [];
    state.notify("pins");
    for (const [key, part] of Object.entries(choices)) {
      if (fields.has(key)) part.choose(fields.get(key));
    }
    state.restore({ ...startingFrom(from || place), ...place, isEdited: how === "edited", isPlaced: how === "placed" });
    return null;
  }

  const startingFrom = ({ z, label, name }) => ({ start: z, startLabel: label, startName: name, original: null });

  /// Goes where the page's address says, and says what is wrong with it.
  function follow() {
    const problem = location.hash.length > 1 && location.hash !== fragment() ? restore(location.hash) : null;
    if (problem) tell(problem);
  }
  addEventListener("hashchange", follow);

  return { fragment, restore, follow };
}
