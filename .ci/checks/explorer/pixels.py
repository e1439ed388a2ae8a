"""The page's numbers against the library's, in Chromium.

For every bundled model, a model of every kind of layer and one in single precision: the pictures of
100 random latents (by WebAssembly and by plain JavaScript), the encodings of 16 pictures, and the
random draws. Prints the largest differences and how long a decode takes.

Usage: pixels.py LATENT PAGES, the tool and a folder with a page NAME.html for every bundled model.
"""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

from support import tool
from support.browser import chromium, complaints_of

RESOURCES = pathlib.Path(__file__).parents[3] / "Sources/LatentGallery/Resources"

# Runs in the page: loads the model twice, with and without vectors.
LOAD = """() => {
  const part = (id) => document.getElementById(id).textContent;
  const content = JSON.parse(part("latent-content"));
  const weights = LatentEngine.bytes(part("latent-weights"));
  window.checked = [true, false].map(
    (vectors) => LatentEngine.load(content.model, weights, { vectors }));
  const { multiplyAdds, hasVectors, mixture, likelihood } = checked[0];
  return { multiplyAdds, hasVectors, likelihood, hasMixture: mixture !== null };
}"""

# The latents of the library's `sample`: as many draws from one generator.
DRAW = """([count, seed, temperature]) => {
  const model = checked[0], generator = LatentEngine.generator(seed);
  return Array.from({ length: count }, () => Array.from(model.mixture
    ? LatentEngine.sampleMixture(model.mixture, generator, temperature)
    : LatentEngine.samplePrior(model.latentDimension, generator, temperature)));
}"""

# The largest difference from the values given, as numbers and as levels of a pixel, of each version;
# and the median time of a decode.
COMPARE = """([latents, text, label]) => {
  const wanted = new Float32Array(LatentEngine.bytes(text));
  const clamped = (value) => Math.min(1, Math.max(0, value));
  return checked.map((model) => {
    for (const latent of latents.slice(0, 20)) model.decode(latent, { label });
    let difference = 0, levels = 0, place = 0;
    const times = [];
    for (const latent of latents) {
      const start = performance.now();
      const { values } = model.decode(Float32Array.from(latent), { label });
      times.push(performance.now() - start);
      for (const value of values) {
        const other = clamped(wanted[place++]);
        difference = Math.max(difference, Math.abs(value - other));
        levels = Math.max(levels, Math.abs(Math.round(255 * value) - Math.round(255 * other)));
      }
    }
    if (place !== wanted.length) throw new Error(`${place} values against ${wanted.length}`);
    times.sort((a, b) => a - b);
    return { difference, levels, median: times[times.length >> 1], fastest: times[0] };
  });
}"""

# The values of PNG files, as the browser reads them.
PIXELS = """async (urls) => {
  window.pictures = await Promise.all(urls.map(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const channels = checked[0].shape[2];
    return Float32Array.from(
      { length: image.width * image.height * channels },
      (_, index) => data[4 * Math.floor(index / channels) + (index % channels)] / 255);
  }));
}"""

ENCODE = """([label]) => checked.map((model) =>
  pictures.map((values) => Array.from(model.encode(values, { label }).mean)))"""

# The largest difference in levels between the pictures read and the page's own of some latents.
AGAINST = """([latents, label]) => Math.max(...latents.map((latent, index) => {
  const { values } = checked[0].decode(latent, { label });
  return values.reduce((most, value, place) => Math.max(
    most, Math.abs(Math.round(255 * value) - Math.round(255 * pictures[index][place]))), 0);
}))"""

# A draft is the mean of four, before the last function.
DRAFT = """([latents, isBernoulli]) => {
  const model = checked[0];
  if (!model.hasDrafts) return null;
  const inverse = (p) => isBernoulli ? Math.log(p / (1 - p)) : p;
  const forward = (x) => isBernoulli ? 1 / (1 + Math.exp(-x)) : x;
  let difference = 0;
  for (const latent of latents) {
    const whole = model.decode(latent), draft = model.decode(latent, { draft: true });
    const { width, channels } = whole;
    if (draft.width * 2 !== width || draft.height * 2 !== whole.height) return Infinity;
    draft.values.forEach((value, place) => {
      const [pixel, channel] = [Math.floor(place / channels), place % channels];
      const [row, column] = [Math.floor(pixel / draft.width), pixel % draft.width];
      const four = [0, 1, width, width + 1].map((step) =>
        whole.values[(2 * row * width + 2 * column + step) * channels + channel]);
      // Near black and white, clamped and saturated values have lost what the mean needs.
      if (four.some((value) => value < 1e-3 || value > 0.999)) return;
      const mean = four.reduce((sum, value) => sum + inverse(value), 0) / 4;
      difference = Math.max(difference, Math.abs(value - forward(mean)));
    });
  }
  return difference;
}"""


class Check:
    def __init__(self, browser, latent, work):
        self.browser, self.tool, self.work, self.failures = browser, latent, work, []

    def latent(self, *words):
        tool.run(self.tool, *words, folder=self.work)

    def expect(self, holds, message):
        if not holds:
            self.failures.append(message)
            print("FAILED:", message)

    def model(self, name, model, path, labels=(), tolerance=1e-5):
        """`model` is what the tool calls it; `tolerance` is for values and encodings."""
        page = self.browser.new_page()
        page.set_default_timeout(300_000)
        complaints = complaints_of(page)
        page.goto(path.as_uri())
        facts = page.evaluate(LOAD)
        self.expect(facts["hasVectors"], f"{name}: Chromium has vectors, but the page has none")
        for index, label in enumerate(labels or [None]):
            self.pixels(page, name, model, facts, label, index, tolerance)
        if facts["hasMixture"]:
            self.draws(page, name, model)
        self.expect(not complaints, f"{name}: the console says {complaints}")
        page.close()

    def size(self, page, model):
        """`model` is a file in half precision."""
        room = 3 * model.stat().st_size + 300_000
        self.expect(page.stat().st_size <= room,
                    f"{page.name} has {page.stat().st_size} bytes, {room} at most")

    def pixels(self, page, name, model, facts, label, index, tolerance):
        option = ["--label", label] if label else []
        latents = page.evaluate(DRAW, [100, 7, 1])
        (self.work / "latents.json").write_text(json.dumps(latents))
        self.latent("decode", model, "latents.json", "-o", "values.npy", "-q", *option)
        vectors, plain = page.evaluate(COMPARE, [latents, self.array("values.npy"), index])
        for kind, result in [("vectors", vectors), ("plain", plain)]:
            self.expect(result["difference"] <= tolerance,
                        f"{name}, {kind}: a value differs by {result['difference']}")
            self.expect(result["levels"] <= 1, f"{name}, {kind}: {result['levels']} levels")
        text = f"{name}{f' ({label})' if label else ''}: {facts['multiplyAdds'] / 1e6:.2f} million " \
            f"multiply-adds, 100 pictures, largest difference {vectors['difference']:.1e} " \
            f"(plain {plain['difference']:.1e}), {vectors['levels']} of 255 levels; a decode takes " \
            f"{vectors['median']:.2f} ms (plain {plain['median']:.2f}), " \
            f"at best {vectors['fastest']:.2f} ({plain['fastest']:.2f})"
        draft = page.evaluate(DRAFT, [latents[:10], facts["likelihood"] == "bernoulli"])
        if draft is not None and not label:
            self.expect(draft <= 1e-3, f"{name}: a draft differs by {draft}")
            text += f"; drafts differ by {draft:.1e}"
        self.latent("decode", model, "latents.json", "-o", "pictures/", "-q", "--scale", 1, *option)
        files = sorted((self.work / "pictures").glob("*.png"))[:16]
        page.evaluate(PIXELS, [self.url(file) for file in files])
        self.latent("encode", model, *files, "-o", "encoded.json", "-q", *option)
        wanted = json.loads((self.work / "encoded.json").read_text())
        worst = 0
        for means in page.evaluate(ENCODE, [index]):
            for mean, other in zip(means, wanted, strict=True):
                worst = max([worst] + [abs(a - b) for a, b in zip(mean, other, strict=True)])
        self.expect(worst <= 10 * tolerance, f"{name}: an encoding differs by {worst}")
        print(text + f"; encodings differ by {worst:.1e}")

    def draws(self, page, name, model):
        """The page's draws of a seed are those of `latent sample`: the pictures say so."""
        self.latent("sample", model, "--count", 9, "--seed", 5, "--temperature", 0.7, "--scale", 1,
                    "-o", "drawn-%index.png", "-q")
        files = sorted(self.work.glob("drawn-*.png"))
        page.evaluate(PIXELS, [self.url(file) for file in files])
        levels = page.evaluate(AGAINST, [page.evaluate(DRAW, [9, 5, 0.7]), 0])
        self.expect(len(files) == 9 and levels <= 1, f"{name}: the draws differ by {levels} levels")
        for file in files:
            file.unlink()

    def array(self, name):
        """The numbers of an .npy file as base64."""
        data = (self.work / name).read_bytes()
        assert data[:8] == b"\x93NUMPY\x01\x00" and b"'<f4'" in data[:128]
        return base64.b64encode(data[10 + int.from_bytes(data[8:10], "little"):]).decode()

    @staticmethod
    def url(file):
        return "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode()


def main():
    latent, pages = tool.arguments()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        work = pathlib.Path(folder)
        print("Chromium", browser.version)
        check = Check(browser, latent, work)
        for path in sorted(pages.glob("*.html")):
            check.model(path.stem, path.stem, path)
            check.size(path, RESOURCES / path.stem / "model.safetensors")
        script = pathlib.Path(__file__).parent / "models" / "every_layer.py"
        subprocess.run([sys.executable, script, work / "every.safetensors"], check=True)
        check.latent("explore", "every.safetensors", "-o", "every.html", "-q")
        # Its weights are large, so that latents and labels matter, and single precision shows.
        check.model("every layer", "every.safetensors", work / "every.html", ["one", "two", "three"],
                    tolerance=1e-4)
        check.size(work / "every.html", work / "every.safetensors")
        # A file in single precision: the page's weights are rounded, by 2^-11 of each at most.
        check.latent("train", "fashion", "--architecture", "dense", "--hidden", 64, "--latent", 4,
                     "--epochs", 1, "-q", "-o", "single.safetensors")
        check.latent("explore", "single.safetensors", "-o", "single.html")
        check.model("single precision", "single.safetensors", work / "single.html", tolerance=2e-3)
        if check.failures:
            sys.exit(f"{len(check.failures)} failures")


main()
