// Sliders along attributes, principal components and single numbers of the latent.

function makeSliders(app) {
  const { world, state } = app;
  const holder = byId("sliders");
  let kind = null;
  let rows = [];

  /// Where a latent lies along something, in deviations of the data, and how to get elsewhere.
  const axes = {
    attribute: (attribute) => ({
      place: (z) => (dot(attribute.vector, z) + attribute.bias - attribute.mean) / attribute.deviation,
      vector: attribute.vector,
      // So much of the vector is one deviation of the score.
      unit: attribute.deviation / attribute.square,
      range: attribute.range,
      threshold: attribute.kind === "number" ? null : (attribute.threshold - attribute.mean) / attribute.deviation,
    }),
    component: ({ vector, deviation }) => ({
      place: (z) => (dot(vector, z) - dot(vector, world.mean)) / deviation,
      vector, unit: deviation, range: 4, threshold: null,
    }),
    dimension({ index, mean, deviation }) {
      const vector = new Float32Array(world.dimension);
      vector[index] = 1;
      return { place: (z) => (z[index] - mean) / deviation, vector, unit: deviation, range: 4, threshold: null };
    },
  };

  function row(name, axis, facts, scoreOf = null) {
    const id = "slider-" + rows.length;
    const input = element("input", {
      type: "range", id, min: String(-axis.range), max: String(axis.range), step: "0.01", value: "0",
    });
    const output = element("output", { htmlFor: id });
    const badge = axis.threshold === null ? null : element("span", { class: "badge" });
    const label = element("label", { htmlFor: id, textContent: name, title: name });
    const track = element("div", { class: "slider-track" }, input);
    if (axis.threshold !== null && Math.abs(axis.threshold) <= axis.range) {
      const share = (axis.threshold + axis.range) / (2 * axis.range);
      const tick = element("i", { class: "tick", title: "From here on the score says yes" });
      // The thumb's middle does not reach the track's ends.
      tick.style.left = `calc(9px + (100% - 18px) * ${share})`;
      track.append(tick);
    }
    const head = element("div", { class: "slider-head" }, label);
    if (facts) head.append(element("small", { textContent: facts }));
    if (badge) head.append(badge);
    head.append(output);
    const node = element("div", { class: "slider" }, head, track);
    const item = { node, input, name: name.toLowerCase(), text: null };
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
      output.textContent = text;
      const score = scoreOf ? scoreOf(state.z) : null;
      let spoken = `${signed(place)} deviations`;
      if (score !== null) {
        node.title = `score ${signed(score)}`;
        spoken += `, score ${signed(score)}`;
      }
      if (badge) {
        const isYes = place > axis.threshold;
        badge.textContent = isYes ? "yes" : "no";
        badge.classList.toggle("on", isYes);
        spoken += isYes ? ", yes" : ", no";
      }
      input.setAttribute("aria-valuetext", spoken);
    };
    input.addEventListener("input", () => {
      app.activeRow = item;
      const change = Number(input.value) - axis.place(state.z);
      state.move(plus(state.z, axis.vector, change * axis.unit));
    });
    input.addEventListener("change", () => state.settle());
    rows.push(item);
    return node;
  }

  function attributeRow(attribute) {
    return row(words(attribute.name), axes.attribute(attribute),
      attribute.auc === undefined ? "" : `AUC ${attribute.auc.toFixed(2)}`,
      (z) => dot(attribute.vector, z) + attribute.bias);
  }

  function group(title, count, isOpen, nodes) {
    const columns = element("div", { class: "columns" }, ...nodes);
    return element("details", { class: "sliders-group", open: isOpen },
      element("summary", {}, title, element("small", { textContent: String(count) })), columns);
  }

  const kinds = {
    attributes: {
      title: "Attributes",
      hint: "In deviations σ of the data. The mark is where the score says yes.",
      isThere: world.attributes.length > 0,
      build() {
        const groups = new Map();
        for (const attribute of world.attributes) {
          const title = attribute.group ? words(attribute.group) : attribute.kind === "number" ? "numbers" : "yes or no";
          if (!groups.has(title)) groups.set(title, []);
          groups.get(title).push(attribute);
        }
        let isFirst = true;
        return [...groups].map(([title, list]) => {
          const node = group(title, list.length, isFirst || groups.size < 3, list.map(attributeRow));
          isFirst = false;
          return node;
        });
      },
    },
    components: {
      title: "Components",
      hint: "Directions in which the data vary most, nobody named them.",
      isThere: world.components.length > 0,
      build: () => [element("div", { class: "columns" }, ...world.components.map((component) =>
        row(component.name, axes.component(component), percent(component.share))))],
    },
    dimensions: {
      title: "Dimensions",
      hint: world.data ? "Single numbers of the latent, those that say most first (KL, in nats)."
        : "Single numbers of the latent.",
      isThere: true,
      build: () => [element("div", { class: "columns" }, ...world.dimensions.slice(0, 64).map((dimension) =>
        row(dimension.name, axes.dimension(dimension),
          dimension.nats === null ? "" : `${dimension.nats.toFixed(2)} nats`)))],
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

  radioGroup(byId("edit-kinds"), Object.entries(kinds).filter(([, value]) => value.isThere)
    .map(([name, value]) => ({ name, title: value.title })), setKind);
  return { show };
}

/// Buttons of which one is chosen, moved through by arrow keys. Calls back at once with the first.
function radioGroup(holder, choices, onChoice) {
  const buttons = choices.map(({ name, title }) =>
    element("button", { type: "button", role: "radio", textContent: title, onclick: () => choose(name) }));
  function choose(name) {
    choices.forEach((choice, index) => {
      const isChosen = choice.name === name;
      buttons[index].setAttribute("aria-checked", String(isChosen));
      buttons[index].tabIndex = isChosen ? 0 : -1;
    });
    onChoice(name);
  }
  holder.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const index = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[index].focus();
    choose(choices[index].name);
    event.preventDefault();
  });
  holder.replaceChildren(...buttons);
  holder.hidden = choices.length < 2;
  choose(choices[0].name);
  return choose;
}
