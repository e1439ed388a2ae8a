// Saving: a PNG with its recipe, the latent, a link that restores the page, an animation.

function makeSaver(app) {
  const { world, state, painter } = app;
  const { model } = world;
  const channels = model.shape[2];
  // A word that starts with a dash is an option to a shell's commands, and one with a dot is hidden.
  const fileName = world.name.replace(/^.*[/\\]/, "").replace(/\.safetensors$/, "")
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, "-").replace(/^[-.]+|-+$/g, "") || "latent";
  byId("save-json-text").textContent = `The ${world.dimension} numbers, for “latent decode”.`;

  function offer(bytes, name, type) {
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    const link = element("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  /// A word as a shell reads it.
  const quoted = (word) => (/^[\w./:=,+@%-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'");

  /// A number in as many digits as a single needs.
  const number = (value) => {
    for (let digits = 6; digits < 9; digits += 1) {
      const text = Number(value.toPrecision(digits));
      if (Math.fround(text) === value) return text;
    }
    return value;
  };

  const labelName = (label) => (world.labels ? world.labels.labels[label] : null);

  function recipeOf(z, label, scale, output) {
    const words = ["decode", world.name, `${fileName}.json`];
    if (world.labels) words.push("--label", labelName(label));
    words.push("--scale", String(scale), "-o", output);
    const recipe = {
      arguments: words,
      command: ["latent", ...words].map(quoted).join(" "),
      latent: Array.from(z, number),
      made: "explorer",
      model: world.hash,
      version: world.version,
    };
    if (world.labels) recipe.label = labelName(label);
    return JSON.stringify(recipe);
  }

  async function savePNG() {
    const scale = Number(byId("save-scale").value);
    const { z, label } = state.now;
    const name = `${fileName}.png`;
    const image = painter.image(z, label);
    offer(await pngOf([image], channels, { scale, text: { [recipeKeyword]: recipeOf(z, label, scale, name) } }), name, "image/png");
    tell("Picture saved");
  }

  function saveJSON() {
    offer(`[\n${JSON.stringify(Array.from(state.z, number))}\n]\n`, `${fileName}.json`, "application/json");
    tell("Latent saved");
  }

  // MARK: Link

  async function copyLink() {
    const address = location.href.replace(/#.*$/, "") + app.link.fragment();
    const field = byId("link-text");
    field.hidden = false;
    field.value = address;
    field.select();
    let isCopied = false;
    try {
      await navigator.clipboard.writeText(address);
      isCopied = true;
    } catch {
      isCopied = document.execCommand("copy");
    }
    tell(isCopied ? "Link copied" : "The link is selected; copy it");
  }

  // MARK: Animation

  /// The morph where it is open, or nothing else moves.
  const isMorph = () => app.tab === "morph" || isSame(state.now.start, state.z);

  async function saveAnimation() {
    const progress = byId("save-progress");
    progress.hidden = false;
    progress.value = 0;
    const isOfMorph = isMorph();
    const count = isOfMorph ? clamp(Math.round(app.morph.seconds * 20), 12, 120) : 40;
    const closes = isOfMorph && byId("loop").checked;
    const images = [];
    for (let index = 0; index < count; index += 1) {
      const share = index / (closes ? count : count - 1);
      const { z, label } = isOfMorph ? app.morph.at(share) : {
        z: between(state.now.start, state.z, (1 - Math.cos(2 * Math.PI * (index / count))) / 2, app.way), label: state.now.label,
      };
      images.push(painter.image(z, label));
      progress.value = (0.7 * (index + 1)) / count;
      if (index % 4 === 3) await new Promise((resolve) => setTimeout(resolve));
    }
    const scale = clamp(Math.floor(256 / Math.max(painter.width, painter.height)), 1, 8);
    const delay = isOfMorph ? Math.round((1000 * app.morph.seconds) / count) : 50;
    const text = { Comment: `A morph in the latent space of ${world.name}, made by the explorer of swift-latents.` };
    const bytes = await pngOf(images, channels, {
      scale, delay, text, onProgress: (share) => { progress.value = 0.7 + 0.3 * share; },
    });
    offer(bytes, `${fileName}-morph.png`, "image/png");
    progress.hidden = true;
    tell("Animation saved");
  }

  /// Says when saving fails, and lets the button be pressed once at a time.
  function onPress(id, work) {
    byId(id).addEventListener("click", async () => {
      byId(id).disabled = true;
      try {
        await work();
      } catch {
        byId("save-progress").hidden = true;
        tell("This browser could not make the file");
      }
      byId(id).disabled = false;
      byId(id).focus();
    });
  }

  onPress("save-png", savePNG);
  onPress("save-json", saveJSON);
  onPress("copy-link", copyLink);
  onPress("save-animation", saveAnimation);
  onPress("save-morph", saveAnimation);
  byId("save-scale").value = "4";
  byId("save").addEventListener("click", () => {
    // What it said was of another state.
    byId("link-text").hidden = true;
    byId("save-animation-text").textContent = (isMorph() ? "The morph" : "From before to now and back") + ", as an animated PNG.";
    byId("saver").showModal();
  });
}
