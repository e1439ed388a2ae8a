// Sliders along attributes, principal components and single numbers of the latent.

/// A column of more classes shows one slider, and a choice of the class.
const mostSliders = 16;

function makeSliders(app) {
  const { world, state } = app;
  const holder = byId("sliders");
  let kind = null;
  let rows = [];

  function add(name, axis, facts, scoreOf) {
    const item = makeSlider(app, "slider-" + rows.length, name, axis, facts, scoreOf);
    rows.push(item);
    return item.node;
  }

  // MARK: Attributes

  function attributeRow(attribute) {
    const isLearned = isKnown(attribute);
    const facts = attribute.auc === undefined ? "" : `AUC ${attribute.auc.toFixed(2)}${isLearned ? "" : ", not learned"}`;
    const node = add(words(attribute.name), axisOf.attribute(attribute), facts,
      isLearned ? (z) => dot(attribute.vector, z) + attribute.bias : null);
    node.classList.toggle("muted", !isLearned);
    return node;
  }

  /// One slider for the class that is chosen of many.
  function classRow(title, list) {
    const choice = element("select", { "aria-label": `Which ${title}` },
      ...list.map((attribute, index) => element("option", { value: String(index), textContent: words(attribute.name) })));
    const place = rows.length;
    const slot = element("div", {}, attributeRow(list[0]));
    choice.addEventListener("change", () => {
      const later = rows.splice(place);
      slot.replaceChildren(attributeRow(list[Number(choice.value)]));
      rows.push(...later.slice(1));
      show();
    });
    return element("div", { class: "one-of-many" }, choice, slot);
  }

  const isLong = (list) => list[0].group !== undefined && list.length > mostSliders;

  function group(title, list, isOpen) {
    const nodes = isLong(list) ? [classRow(title, list)] : list.map(attributeRow);
    return element("details", { class: "sliders-group", open: isOpen },
      element("summary", {}, title, element("small", { textContent: String(list.length) })),
      element("div", { class: "columns" }, ...nodes));
  }

  /// The columns of the data, what was learned first.
  function groups() {
    const all = new Map();
    for (const attribute of world.attributes) {
      const title = attribute.group ? words(attribute.group) : attribute.kind === "number" ? "numbers" : "yes or no";
      if (!all.has(title)) all.set(title, []);
      all.get(title).push(attribute);
    }
    const learnedFirst = (list, isLearned) => [...list.filter(isLearned), ...list.filter((item) => !isLearned(item))];
    const mean = (list) => list.reduce((sum, { auc }) => sum + (auc ?? 1), 0) / list.length;
    return learnedFirst([...all], ([, list]) => mean(list) >= leastKnown)
      .map(([title, list]) => [title, isLong(list) ? list : learnedFirst(list, isKnown)]);
  }

  // MARK: Kinds

  const columns = (nodes) => [element("div", { class: "columns" }, ...nodes)];
  const kinds = {
    attributes: {
      title: "Attributes",
      hint: "In deviations σ of the data. The mark is where the score says yes.",
      isThere: world.attributes.length > 0,
      build: () => groups().map(([title, list], index, { length }) => group(title, list, index === 0 || length < 3)),
    },
    components: {
      title: "Components",
      hint: "Directions in which the data vary most, nobody named them.",
      isThere: world.components.length > 0,
      build: () => columns(world.components.map((component) =>
        add(component.name, axisOf.component(component, world), `${percent(component.share)} of the variance`))),
    },
    dimensions: {
      title: "Dimensions",
      hint: world.data ? "Single numbers of the latent, those that say most first (KL, in nats)."
        : "Single numbers of the latent.",
      isThere: true,
      build: () => columns(world.dimensions.slice(0, 64).map((dimension) =>
        add(dimension.name, axisOf.dimension(dimension, world),
          dimension.nats === null ? "" : `${dimension.nats.toFixed(2)} nats`))),
    },
  };

  function setKind(name) {
    kind = name;
    rows = [];
    holder.replaceChildren(...kinds[name].build());
    byId("edit-hint").textContent = kinds[name].hint;
    byId("filter-part").hidden = name !== "attributes" || rows.length < 13;
    byId("filter").value = "";
    show();
  }

  /// Brings the sliders to where the picture is; those in closed groups wait.
  function show() {
    if (app.tab !== "edit") return;
    for (const item of rows) {
      const section = item.node.closest("details");
      if (!section || section.open) item.show();
    }
  }

  holder.addEventListener("toggle", () => {
    for (const item of rows) item.text = null;
    show();
  }, true);

  byId("filter").addEventListener("input", () => {
    const wanted = byId("filter").value.trim().toLowerCase();
    for (const item of rows) {
      const section = item.node.closest("details");
      const title = section ? section.querySelector("summary").firstChild.textContent.toLowerCase() : "";
      item.node.hidden = wanted !== "" && !item.name.includes(wanted) && !title.includes(wanted);
    }
    holder.querySelectorAll("details").forEach((section, index) => {
      const isSome = [...section.querySelectorAll(".slider")].some((node) => !node.hidden);
      section.hidden = !isSome;
      section.open = wanted === "" ? index === 0 : isSome;
    });
  });

  byId("reset").addEventListener("click", () => {
    state.reset();
    tell("Back to the start");
  });

  const choose = radioGroup(byId("edit-kinds"), Object.entries(kinds).filter(([, value]) => value.isThere)
    .map(([name, value]) => ({ name, title: value.title })), setKind);
  return { show, choose, get kind() { return kind; } };
}
