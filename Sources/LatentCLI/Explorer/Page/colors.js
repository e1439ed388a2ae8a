// The colours of the map: what a sample has of an attribute, and the legend that says so.
//
// No more than a dozen colours can be told apart. The legend's classes are buttons: those that are pressed have a
// colour each, the others are grey.

const mapColors = ["#3b82c4", "#e2703a", "#4aa564", "#c94f7c", "#8b6fc9", "#b39229", "#3aa6a0", "#8a6a4f", "#d6504b", "#6c8f2f", "#5b6bd0", "#c26ab0"];
const noColor = "#8d8d8d";

const rampColor = (share) => `hsl(${250 - 220 * share} 62% ${48 + 8 * Math.sin(3.1 * share)}%)`;

function makeColors(samples, onChange) {
  const select = byId("map-color");
  let group = null;
  /// The class of each colour.
  let shown = [];

  const colorOf = (value) => mapColors[shown.indexOf(value)] ?? noColor;

  /// The colour of a sample by its value in the group; grey where it is unknown.
  function of(sample) {
    const value = group.values[sample];
    if (value === 255) return noColor;
    return group.kind === "number" ? rampColor(value / 254) : colorOf(value);
  }

  function ramp() {
    const bar = element("i", { class: "ramp" });
    bar.style.background = `linear-gradient(90deg, ${[0, 0.25, 0.5, 0.75, 1].map(rampColor).join(", ")})`;
    const digits = (value) => String(Number(value.toPrecision(3)));
    return [element("li", {}, digits(group.low), bar, digits(group.high))];
  }

  /// Gives a class a colour, that of the one which has had it longest where all are given, or takes it away.
  function toggle(value) {
    const free = shown.includes(value) ? shown.indexOf(value) : shown.indexOf(null);
    if (shown.includes(value)) shown[free] = null;
    else if (free >= 0) shown[free] = value;
    else if (shown.length < mapColors.length) shown.push(value);
    else shown[turn++ % mapColors.length] = value;
    paint();
    onChange();
  }
  let turn = 0;
  let buttons = [];

  function paint() {
    buttons.forEach((button, value) => {
      button.setAttribute("aria-pressed", String(shown.includes(value)));
      button.firstChild.style.background = colorOf(value);
    });
  }

  function classes() {
    const names = group.kind === "binary" ? ["no", "yes"] : group.classes;
    shown = names.map((_, index) => index).slice(0, mapColors.length);
    buttons = names.map((name, value) =>
      element("button", { type: "button", onclick: () => toggle(value) }, element("i"), words(name)));
    paint();
    return buttons.map((button) => element("li", {}, button));
  }

  function choose() {
    group = samples.groups[Number(select.value)] ?? null;
    const entries = !group ? [] : group.kind === "number" ? ramp() : classes();
    byId("legend").replaceChildren(...entries);
    byId("legend").classList.toggle("many", entries.length > mapColors.length);
    onChange();
  }

  select.append(element("option", { value: "-1", textContent: "None" }));
  samples.groups.forEach((each, index) =>
    select.append(element("option", { value: String(index), textContent: words(each.name) })));
  byId("map-color-part").hidden = !samples.groups.length;
  // At first by the first column of few classes: groups are what a map shows best.
  select.value = String(samples.groups.findIndex((each) => each.kind === "class" && each.classes.length <= mapColors.length));
  select.addEventListener("change", choose);

  return { choose, get of() { return group ? of : null; } };
}
