// The colours of the map: what a sample has of an attribute, and the legend that says so.

const mapColors = ["#3b82c4", "#e2703a", "#4aa564", "#c94f7c", "#8b6fc9", "#b39229", "#3aa6a0", "#8a6a4f", "#d6504b", "#6c8f2f", "#5b6bd0", "#c26ab0"];

const classColor = (value) => mapColors[value % mapColors.length];

const rampColor = (share) => `hsl(${250 - 220 * share} 62% ${48 + 8 * Math.sin(3.1 * share)}%)`;

/// The colour of each sample by its place in a group of attributes; grey where it is unknown.
function colorsOf(group) {
  const known = group.kind === "number" ? (value) => rampColor(value / 254) : classColor;
  return (sample) => (group.values[sample] === 255 ? "#8d8d8d" : known(group.values[sample]));
}

/// The entries of a group's legend.
function legendOf(group) {
  if (group.kind === "number") {
    const ramp = element("i", { class: "ramp" });
    ramp.style.background = `linear-gradient(90deg, ${[0, 0.25, 0.5, 0.75, 1].map(rampColor).join(", ")})`;
    const digits = (value) => String(Number(value.toPrecision(3)));
    return [element("li", {}, digits(group.low), ramp, digits(group.high))];
  }
  return (group.kind === "binary" ? ["no", "yes"] : group.classes).map((name, value) => {
    const dot = element("i");
    dot.style.background = classColor(value);
    return element("li", {}, dot, words(name));
  });
}
