// A − B + C: what makes one picture differ from another, added to a third.

function makeAnalogy(app) {
  const { state, painter } = app;
  const slots = [];
  const result = byId("analogy-result");
  const canvas = element("canvas");
  result.append(canvas);

  const names = ["A", "B", "C"];
  names.forEach((name, index) => {
    slots.push(app.picker.slot(byId("analogy-" + index), name, () => {
      calculate();
      apply();
      state.settle();
    }));
  });

  const strength = () => Number(byId("strength").value);
  let latent = null;

  function calculate() {
    const [a, b, c] = slots.map(({ picture }) => picture.z);
    latent = plus(c, plus(a, b, -1), strength());
    painter.paint(canvas, latent, slots[2].picture.label);
    byId("strength-text").textContent = strength().toFixed(2);
    fillTrack(byId("strength"), 0);
    byId("analogy-hint").textContent = `C + ${strength().toFixed(2)} · (A − B). At 0 it is C itself.`;
  }

  function apply() {
    const { label } = slots[2].picture;
    if (state.now.label !== label) state.now = { ...state.now, label };
    state.move(latent);
  }

  byId("strength").addEventListener("input", () => {
    calculate();
    apply();
  });
  byId("strength").addEventListener("change", () => state.settle());
  result.addEventListener("click", () => {
    state.begin(latent, "A − B + C", { label: slots[2].picture.label });
    tell("The result is on show");
  });

  return {
    slots,
    /// Three pictures: with an attribute, and twice without it.
    begin(pictures) {
      slots.forEach((slot, index) => slot.set(pictures[index % pictures.length]));
      calculate();
    },
  };
}
