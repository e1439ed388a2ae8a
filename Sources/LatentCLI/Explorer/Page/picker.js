// Choosing a picture: the one on show, a random one, a pinned one, or a sample of the data. And slots, the
// places on pads and in equations that hold a chosen picture.

function makePicker(app) {
  const { world, state, painter } = app;
  const dialog = byId("picker");
  let onChoice = null;
  let sampleButtons = [];

  function choose(picture) {
    dialog.close();
    onChoice?.(picture);
    onChoice = null;
  }

  function special(picture, name) {
    return element("button", {
      type: "button", class: "tile", title: name, "aria-label": name, onclick: () => choose(picture),
    }, painter.miniature(picture.z, picture.label), element("span", { class: "tile-name", "aria-hidden": "true", textContent: name }));
  }

  function fillSamples() {
    if (sampleButtons.length || !world.samples) return;
    for (let index = 0; index < world.samples.count; index += 1) {
      const [name, traits] = [nameOfSample(world, index), traitsOfSample(world, index)];
      const picture = element("i");
      painter.showSample(picture, index);
      const button = element("button", {
        type: "button", class: "tile", title: [name, ...traits].join(", "),
        "aria-label": [name, ...traits].join(", "), onclick: () => choose(app.sample(index)),
      }, picture);
      sampleButtons.push({ button, text: [name, ...traits].join(" ").toLowerCase() });
    }
    byId("picker-samples").append(...sampleButtons.map(({ button }) => button));
  }

  byId("picker-filter").addEventListener("input", () => {
    const wanted = byId("picker-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { button, text } of sampleButtons) {
      button.hidden = !wanted.every((word) => text.includes(word));
      if (!button.hidden) count += 1;
    }
    byId("picker-none").hidden = count > 0;
  });
  byId("picker-data").hidden = !world.samples;

  /// Opens the dialog; the callback gets the picture, when one is chosen.
  function open(title, callback) {
    onChoice = callback;
    byId("picker-title").textContent = title;
    fillSamples();
    const current = { z: state.z, label: state.now.label, name: captionOf(state.now) };
    byId("picker-special").replaceChildren(
      special(current, "On show"),
      ...app.draws(3).map((draw) => special(draw, draw.name.charAt(0).toUpperCase() + draw.name.slice(1))),
      ...state.pins.map((pin, index) => special(pin, `Pinned ${index + 1}: ${pin.name}`)));
    dialog.showModal();
  }

  /// A button that shows a picture and lets another be chosen.
  function slot(holder, title, onChange) {
    const canvas = element("canvas");
    const button = element("button", { type: "button", class: "slot-button" }, canvas);
    const name = element("span", { class: "slot-name" });
    holder.replaceChildren(button, name);
    const place = {
      picture: null,
      set(picture) {
        place.picture = picture;
        painter.paint(canvas, picture.z, picture.label);
        name.textContent = title;
        button.title = picture.name;
        button.setAttribute("aria-label", `${title}: ${picture.name}. Choose another`);
      },
    };
    button.addEventListener("click", () =>
      open(`Choose ${title}`, (picture) => {
        place.set(picture);
        onChange();
      }));
    return place;
  }

  return { open, slot };
}
