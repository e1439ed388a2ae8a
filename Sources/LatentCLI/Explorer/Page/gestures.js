// Pointers, arrow keys and ranges: what the hand does, as places and steps.

/// Follows a pointer that is pressed on an element; gives places from 0 to 1.
function followPointer(node, { onMove, onEnd, onStart = () => true }) {
  const place = (event) => {
    const box = node.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  let isDown = false;
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !onStart(event)) return;
    isDown = true;
    node.setPointerCapture(event.pointerId);
    node.focus({ preventScroll: true });
    onMove(...place(event), event);
    event.preventDefault();
  });
  node.addEventListener("pointermove", (event) => {
    if (isDown) onMove(...place(event), event);
  });
  const end = (event) => {
    if (!isDown) return;
    isDown = false;
    onEnd(event);
  };
  node.addEventListener("pointerup", end);
  node.addEventListener("pointercancel", end);
}

/// Moves by arrow keys: calls back with the direction, larger with Shift, and at the key's release.
function followArrows(node, { onMove, onEnd }) {
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  node.addEventListener("keydown", (event) => {
    const direction = directions[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    const size = event.shiftKey ? 5 : 1;
    onMove(direction[0] * size, direction[1] * size);
    event.preventDefault();
  });
  node.addEventListener("keyup", (event) => {
    if (directions[event.key]) onEnd(event);
  });
  node.addEventListener("blur", onEnd);
}

/// Follows a range: each value on the way, and one step of the history for a drag, a held key, or keys in
/// quick succession.
function followRange(input, state, onMove) {
  let isHeld = false;
  const release = () => {
    if (!isHeld) return;
    isHeld = false;
    state.settle(input);
  };
  input.addEventListener("keydown", (event) => {
    if (/^(Arrow|Page|Home$|End$)/.test(event.key)) isHeld = true;
  });
  input.addEventListener("keyup", release);
  input.addEventListener("blur", release);
  input.addEventListener("input", () => onMove(Number(input.value)));
  input.addEventListener("change", () => {
    if (!isHeld) state.settle();
  });
  // A finger that set out on the range and scrolled the page did not mean the range.
  input.addEventListener("pointercancel", () => state.cancel());
}

/// Fills the track of a range between the place of its zero and its thumb.
function fillTrack(input, zero = Number(input.min)) {
  const [low, high] = [Number(input.min), Number(input.max)];
  const place = (value) => (100 * (clamp(value, low, high) - low)) / (high - low);
  const [from, to] = [place(zero), place(Number(input.value))];
  input.style.setProperty("--from", Math.min(from, to) + "%");
  input.style.setProperty("--to", Math.max(from, to) + "%");
}
