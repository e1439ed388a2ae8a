// Pointers, arrow keys and ranges: what the hand does, as places and steps.

/// Follows a pointer that is pressed on an element; gives places from 0 to 1.
function followPointer(node, { onMove, onEnd, onStart = () => true }) {
  const place = (event) => {
    const box = node.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  let isDown = false;
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || !onStart(event)) return;
    isDown = true;
    node.setPointerCapture(event.pointerId);
    node.focus({ preventScroll: true });
    onMove(...place(event), event);
    event.preventDefault();
  });
  node.addEventListener("pointermove", (event) => {
    if (isDown && event.isPrimary) onMove(...place(event), event);
  });
  const end = (event) => {
    if (!isDown || !event.isPrimary) return;
    isDown = false;
    onEnd(event);
  };
  node.addEventListener("pointerup", end);
  node.addEventListener("pointercancel", end);
  return { cancel: () => { isDown = false; } };
}

/// Follows two fingers: by what factor they part, where their middle is and how far it moved, as shares of the
/// element.
function followTwoFingers(node, { onStart, onMove }) {
  const fingers = new Map();
  const summary = () => {
    const [[ax, ay], [bx, by]] = [...fingers.values()];
    return { apart: Math.max(Math.hypot(ax - bx, ay - by), 1), x: (ax + bx) / 2, y: (ay + by) / 2 };
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 2) onStart();
  });
  node.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    if (fingers.size !== 2) {
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      return;
    }
    const before = summary();
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const after = summary();
    const box = node.getBoundingClientRect();
    onMove({
      factor: after.apart / before.apart, height: box.height,
      x: (before.x - box.left) / box.width, y: (before.y - box.top) / box.height,
      byX: (after.x - before.x) / box.width, byY: (after.y - before.y) / box.height,
    });
  });
  for (const name of ["pointerup", "pointercancel"]) {
    node.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }
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
