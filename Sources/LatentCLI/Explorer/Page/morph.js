// The morph: pictures in a row, a place between them, and playing through.

function makeMorph(app) {
  const { state, painter } = app;
  const scrub = byId("scrub");
  const film = byId("film");
  const run = inPieces();
  const stills = [];
  const stillCount = 9;
  const mostKeys = 12;
  let keys = [];
  let isChosen = false;
  let timer = 0;

  /// The pictures in order, the first again at the end of a loop.
  const stations = () => (byId("loop").checked && keys.length > 1 ? [...keys, keys[0]] : keys);

  /// The latent at a place from 0 to 1.
  function at(place) {
    const list = stations();
    if (list.length === 1) return { z: list[0].z.slice(), label: list[0].label };
    const along = clamp(place, 0, 1) * (list.length - 1);
    const index = Math.min(Math.floor(along), list.length - 2);
    const z = between(list[index].z, list[index + 1].z, along - index, app.way);
    return { z, label: (along - index < 0.5 ? list[index] : list[index + 1]).label };
  }

  function show(place) {
    const { z, label } = at(place);
    state.place(z, `morph, ${Math.round(100 * place)} %`, label);
    showPlace();
  }

  /// The scrubber's track and words.
  function showPlace() {
    fillTrack(scrub);
    scrub.setAttribute("aria-valuetext", `${Math.round(Number(scrub.value) / 10)} per cent of the way`);
  }

  // MARK: Pictures

  function build() {
    const holder = byId("frames");
    holder.replaceChildren(...keys.map((key, index) => {
      const button = element("button", {
        type: "button", class: "tile", title: key.name, "aria-label": `Picture ${index + 1}: ${key.name}. Choose another`,
        onclick: () => app.picker.open(`Choose picture ${index + 1}`, (picture) => {
          keys[index] = picture;
          changed();
        }),
      }, painter.miniature(key.z, key.label));
      const node = element("div", { class: "pinned" }, button);
      if (keys.length > 2) {
        node.append(element("button", {
          type: "button", class: "remove", "aria-label": `Remove picture ${index + 1}`,
          onclick: () => {
            keys.splice(index, 1);
            changed();
            holder.querySelectorAll(".tile")[Math.min(index, keys.length - 1)].focus();
          },
        }, icon("close")));
      }
      return node;
    }));
    holder.append(element("button", {
      type: "button", class: "tile add", "aria-label": "Add the picture on show", title: "Add the picture on show",
      disabled: keys.length >= mostKeys,
      onclick: () => {
        keys.push({ z: state.z, label: state.now.label, name: captionOf(state.now) });
        changed();
        holder.lastChild.focus();
        tell(`Picture ${keys.length} added`);
      },
    }, icon("plus")));
  }

  function changed() {
    isChosen = true;
    build();
    fill();
  }

  const redrawFilm = coalesced(drawFilm);

  function fill() {
    stills.length = 0;
    if (app.tab !== "morph") return;
    run(stillCount, (index) => {
      const { z, label } = at(index / (stillCount - 1));
      stills[index] = painter.image(z, label, true);
      redrawFilm();
    });
  }

  function drawFilm() {
    if (app.tab !== "morph") return;
    film.style.aspectRatio = String((stillCount * painter.width) / painter.height);
    const { context, w, h } = fittedContext(film);
    if (!w) return;
    context.clearRect(0, 0, w, h);
    context.drawImage(painter.tiles(stills, stillCount, 1, film.width, film.height), 0, 0, w, h);
  }

  // MARK: Playing

  let lastSeconds = 4;

  /// The seconds of the field, or the last ones that could be.
  function seconds() {
    const value = Number(byId("seconds").value);
    if (value >= 1 && value <= 60) lastSeconds = value;
    return lastSeconds;
  }

  byId("seconds").addEventListener("input", () => {
    const isFine = seconds() === Number(byId("seconds").value);
    complain(byId("seconds"), byId("seconds-problem"), isFine ? "" : "A morph takes from 1 to 60 seconds.");
  });

  followRange(scrub, state, (value) => {
    pause();
    show(value / 1000);
  });
  state.listen((kind) => {
    if (kind === "leave") pause();
  });

  function play() {
    app.isPlaying = true;
    paintButton();
    const isLoop = byId("loop").checked;
    let place = Number(scrub.value) / 1000;
    if (!isLoop && place >= 1) place = 0;
    let last = performance.now();
    const frame = (now) => {
      place += (now - last) / 1000 / seconds();
      last = now;
      if (place >= 1) place = isLoop ? place % 1 : 1;
      scrub.value = String(Math.round(1000 * place));
      show(place);
      if (place >= 1) pause();
      else timer = requestAnimationFrame(frame);
    };
    timer = requestAnimationFrame(frame);
    tell("Playing", false);
  }

  function pause() {
    if (!app.isPlaying) return;
    app.isPlaying = false;
    cancelAnimationFrame(timer);
    state.settle();
    app.redraw();
    paintButton();
    tell("Paused", false);
  }

  function paintButton() {
    byId("play").replaceChildren(icon(app.isPlaying ? "pause" : "play"));
    byId("play").setAttribute("aria-label", app.isPlaying ? "Pause" : "Play");
  }

  byId("play").addEventListener("click", () => (app.isPlaying ? pause() : play()));
  byId("loop").addEventListener("change", fill);

  for (const [name, { title }] of Object.entries(ways)) {
    byId("way").append(element("option", { value: name, textContent: title }));
  }
  function setWay() {
    app.way = byId("way").value;
    byId("way-hint").textContent = ways[app.way].about;
  }
  byId("way").addEventListener("change", () => {
    setWay();
    fill();
    app.pad.fill();
    show(Number(scrub.value) / 1000);
    state.settle();
  });
  setWay();

  /// After the controls were set from elsewhere.
  function refresh() {
    setWay();
    fill();
    showPlace();
  }

  new ResizeObserver(drawFilm).observe(film);

  return {
    pause,
    at,
    get keys() { return keys; },
    get pictures() { return keys; },
    get isChosen() { return isChosen; },
    take(pictures) {
      if (pictures.length < 2) return;
      keys = pictures.slice(0, mostKeys);
      changed();
      refresh();
    },
    refresh,
    get seconds() { return seconds(); },
    /// The morph's first pictures.
    begin(pictures) {
      keys = pictures.slice();
      build();
    },
    /// When the tab is opened.
    show() {
      if (!stills.length) fill();
      drawFilm();
      showPlace();
    },
  };
}
