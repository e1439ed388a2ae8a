// What the page does: draws a latent's picture whenever seed or temperature change.
(function () {
  "use strict";
  const element = (id) => document.getElementById(id);
  const content = JSON.parse(element("latent-content").textContent);
  const model = LatentEngine.load(
    content.model, LatentEngine.bytes(element("latent-weights").textContent));
  const canvas = element("picture");
  const context = canvas.getContext("2d");

  function show(latent) {
    const { values, height, width, channels } = model.decode(latent);
    canvas.width = width;
    canvas.height = height;
    const image = context.createImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let part = 0; part < 3; part++) {
        const channel = channels < 3 ? 0 : part;
        image.data[4 * pixel + part] = Math.round(255 * values[pixel * channels + channel]);
      }
      image.data[4 * pixel + 3] =
        channels === 4 ? Math.round(255 * values[pixel * channels + 3]) : 255;
    }
    context.putImageData(image, 0, 0);
  }

  function sample() {
    const generator = LatentEngine.generator(BigInt(element("seed").value || 0));
    const temperature = Number(element("temperature").value);
    const latent = model.mixture
      ? LatentEngine.sampleMixture(model.mixture, generator, temperature)
      : LatentEngine.samplePrior(model.latentDimension, generator, temperature);
    const start = performance.now();
    show(latent);
    element("status").textContent = `Decoded in ${(performance.now() - start).toFixed(1)} ms.`;
  }

  element("sampling").addEventListener("submit", (event) => {
    event.preventDefault();
    sample();
  });
  element("temperature").addEventListener("input", sample);
  sample();
})();
