// The page: reads its content, makes its parts, and ties them together.

function start() {
  const world = readContent();
  const state = makeState(world);
  const painter = makePainter(world);
  const app = { world, state, painter, tab: "edit", way: "spherical", isPlaying: false, activeRow: null };

  /// A sample of the data as a picture to choose.
  app.sample = (index) => ({
    z: world.samples.at(index),
    label: world.samples.labels ? world.samples.labels[index] : 0,
    name: nameOfSample(world, index),
  });
  app.goToSample = (index) => {
    const { z, label, name } = app.sample(index);
    state.begin(z, name, { label });
    tell(`Now ${name}`, false);
  };
  app.draws = (count) => app.start.draws(count);
  app.drawNext = () => app.start.drawNext();

  /// What depends on the point is drawn once a frame; a large model in full when the hand rests.
  app.redraw = coalesced(() => {
    app.stage.draw();
    app.sliders.show();
    app.map.draw();
    app.pad.draw();
  });
  app.redrawAll = () => {
    app.map.forget();
    app.pad.forget();
    app.redraw();
    app.morph.show();
  };

  app.picker = makePicker(app);
  app.stage = makeStage(app);
  app.start = makeStart(app);

  // What is on show first: a typical sample where there are data.
  const pictures = firstPictures(app);
  state.begin(pictures[0].z, pictures[0].name, { label: pictures[0].label });
  state.past = [];

  app.pad = makePad(app);
  app.morph = makeMorph(app);
  app.analogy = makeAnalogy(app);
  app.sliders = makeSliders(app);
  app.map = makeMap(app);
  app.saver = makeSaver(app);
  app.pad.begin(pictures);
  app.morph.begin(pictures.slice(0, 3));
  app.analogy.begin(firstAnalogy(app, pictures));

  makeTabs(app);
  makeHead(app);
  makeHelp(app);
  makeShortcuts(app);
  app.setTab("edit");
  app.link = makeLink(app);
  app.link.follow();
  state.past = [];
  app.redraw();
  if (world.samples) {
    const image = new Image();
    image.onload = () => {
      world.samples.image = image;
      app.map.forget();
      app.redraw();
    };
    image.src = world.samples.sheetURL;
  }
  // Nothing outside uses it; it is there for whoever looks into the page.
  globalThis.latentExplorer = app;
  document.body.classList.remove("waiting");
  byId("failure").hidden = true;
}

// MARK: Tabs

function makeTabs(app) {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  app.setTab = (name) => {
    if (!tabs.some((tab) => tab.dataset.tab === name)) return;
    if (name !== "morph") app.morph.pause();
    app.tab = name;
    for (const tab of tabs) {
      const isChosen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      byId("panel-" + tab.dataset.tab).hidden = !isChosen;
    }
    app[{ start: "start", blend: "pad", morph: "morph" }[name]]?.show();
    app.redraw();
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => app.setTab(tab.dataset.tab));
    tab.addEventListener("keydown", (event) => {
      const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (next === undefined) return;
      const other = tabs[(next + tabs.length) % tabs.length];
      app.setTab(other.dataset.tab);
      other.focus();
      event.preventDefault();
    });
  });
}

// MARK: Head and theme

function makeHead(app) {
  const { world } = app;
  const [height, width, channels] = world.model.shape;
  byId("title").textContent = world.name;
  const facts = [`${world.dimension} numbers`, `${width} × ${height} ${channels === 1 ? "grey" : "colour"}`];
  if (world.data) facts.push(`${grouped(world.data.encoded)} encoded samples of ${world.data.name}`);
  byId("facts").textContent = facts.join(" · ");
  byId("origin").textContent = `Made by latent explore, version ${world.version}. Model ${world.hash.slice(0, 16)}…`
    + (world.isRounded ? " Weights rounded to half precision." : "")
    + " Everything runs in this page; nothing is loaded and nothing leaves it.";

  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // A browser may refuse to keep anything for a file.
  const kept = "latent-explorer-colours";
  let chosen = null;
  try {
    chosen = ["dark", "light"].find((name) => name === localStorage.getItem(kept)) ?? null;
  } catch { /* Then the system's colours it is. */ }
  const apply = () => {
    root.dataset.theme = chosen ?? (dark.matches ? "dark" : "light");
    app.redrawAll();
  };
  dark.addEventListener("change", apply);
  byId("theme").addEventListener("click", () => {
    chosen = root.dataset.theme === "dark" ? "light" : "dark";
    apply();
    try {
      localStorage.setItem(kept, chosen);
    } catch { /* They last until the page is closed. */ }
    tell(`${chosen === "dark" ? "Dark" : "Light"} colours`, false);
  });
  apply();
}

// MARK: Help and dialogs

const shortcuts = [
  ["R", "random sample of the next seed"],
  ["Z", "undo; with Shift redo"],
  ["C", "compare before and after"],
  ["P", "pin the picture"],
  ["S", "save"],
  ["1 to 6", "the tabs"],
  ["Arrows", "move on the map and the pad, with Shift farther"],
  ["+ − 0", "zoom the map; Shift and drag, or two fingers, slide it"],
  ["Space", "play and pause, in the morph"],
  ["?", "this help"],
];

function makeHelp(app) {
  const { world } = app;
  const list = element("dl");
  for (const [key, about] of shortcuts) {
    list.append(element("dt", {}, element("kbd", { textContent: key })), element("dd", { textContent: about }));
  }
  byId("help-text").append(
    element("p", { textContent: `The model draws a picture from ${world.dimension} numbers, its latent. Pictures that are alike have latents close together, so moving a little changes the picture a little. Every control here moves the same point.` }),
    element("p", { textContent: "An attribute is a direction learned from labelled samples. AUC is the chance that a sample with it scores above one without: 0.5 knows nothing, 1 is never wrong. Moving along one attribute can move others, because they go together in the data; their sliders show it." }),
    element("p", { textContent: "The gauge says how many of the data are less strange than this point, by the density that was fitted to them. Where nothing lies, the model guesses." }),
    element("h3", { textContent: "Keys" }), list);
  byId("help").addEventListener("click", () => byId("helper").showModal());
  for (const dialog of document.querySelectorAll("dialog")) {
    const said = element("p", { class: "said", role: "status" });
    dialog.append(said);
    dialog.addEventListener("close", () => { said.textContent = ""; });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }
}

function makeShortcuts(app) {
  const presses = { r: "random", c: "compare", p: "pin", s: "save", "?": "help" };
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (document.querySelector("dialog[open]")) return;
    const isTyping = target.matches("input:not([type=range]):not([type=checkbox]), select, textarea");
    if (isTyping) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (key.toLowerCase() === "z" && !event.altKey) {
      byId(event.shiftKey ? "redo" : "undo").click();
    } else if (isCommand && key.toLowerCase() === "y") {
      byId("redo").click();
    } else if (isCommand || event.altKey) {
      return;
    } else if (presses[key.toLowerCase()]) {
      byId(presses[key.toLowerCase()]).click();
    } else if (/^[1-6]$/.test(key)) {
      app.setTab(["start", "edit", "map", "blend", "morph", "analogy"][Number(key) - 1]);
      byId("tab-" + app.tab).focus();
    } else if (key === " " && app.tab === "morph" && !target.matches("button, input:not([type=range]), summary, select, label")) {
      byId("play").click();
    } else {
      return;
    }
    event.preventDefault();
  });
}

// MARK: Starting

try {
  start();
} catch (error) {
  byId("failure").setAttribute("role", "alert");
  byId("failure").classList.remove("later");
  byId("failure-text").textContent =
    `The file is damaged or was cut short, or the browser is too old (${error.message}). Make the page again with latent explore.`;
}
