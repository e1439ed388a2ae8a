// A is to B as C is to what? What turns A into B, added to C.

function makeAnalogy(app) {
  const { state, painter } = app;
  const result = byId("analogy-result");
  const range = byId("strength");
  const canvas = element("canvas");
  result.append(canvas);

  const slots = ["A", "B", "C"].map((name, index) =>
    app.picker.slot(byId("analogy-" + index), name, () => {
      isChosen = true;
      calculate();
      apply();
      state.settle();
    }));

  const strength = () => Number(range.value);
  const label = () => slots[2].picture.label;
  let latent = null;
  let isChosen = false;

  function calculate() {
    latent = analogous(...slots.map(({ picture }) => picture.z), strength());
    painter.paint(canvas, latent, label());
    byId("strength-text").textContent = strength().toFixed(2);
    fillTrack(range, 0);
    byId("analogy-hint").textContent = `C ${signed(strength())} · (B − A). At 0 it is C itself.`;
  }

  const name = () => (strength() === 1 ? "C + B − A" : `C ${signed(strength())} · (B − A)`);
  const apply = () => state.place(latent, name(), label());

  followRange(range, state, () => {
    calculate();
    apply();
  });
  result.addEventListener("click", () => {
    state.begin(latent, name(), { label: label() });
    tell("The result is on show");
  });

  return {
    slots,
    refresh: calculate,
    get isChosen() { return isChosen; },
    get pictures() { return slots.map(({ picture }) => picture); },
    take(pictures) {
      if (pictures.length !== slots.length) return;
      slots.forEach((slot, index) => slot.set(pictures[index]));
      isChosen = true;
      calculate();
    },
    /// Three pictures: without an attribute, with it, and another one without it.
    begin(pictures) {
      slots.forEach((slot, index) => slot.set(pictures[index % pictures.length]));
      calculate();
    },
  };
}

/// C + strength · (B − A).
const analogous = (a, b, c, strength = 1) => plus(c, plus(b, a, -1), strength);
