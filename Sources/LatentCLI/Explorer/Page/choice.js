// One of a few: buttons beside each other of which one is chosen.

/// Buttons of which one is chosen, moved through by arrow keys. Calls back at once with the first.
function radioGroup(holder, choices, onChoice) {
  const buttons = choices.map(({ name, title }) =>
    element("button", { type: "button", role: "radio", textContent: title, onclick: () => choose(name) }));
  function choose(name) {
    if (!choices.some((choice) => choice.name === name)) return;
    choices.forEach((choice, index) => {
      const isChosen = choice.name === name;
      buttons[index].setAttribute("aria-checked", String(isChosen));
      buttons[index].tabIndex = isChosen ? 0 : -1;
    });
    onChoice(name);
  }
  holder.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const index = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[index].focus();
    choose(choices[index].name);
    event.preventDefault();
  });
  holder.replaceChildren(...buttons);
  holder.hidden = choices.length < 2;
  choose(choices[0].name);
  return choose;
}
