// Where the page is: the point, where it started, what is pinned, and how it came here.
//
// A change while something is dragged is not a step of its own: `move` shows it, `settle` makes the
// whole way one step that undo takes back.

function makeState(world) {
  const listeners = new Set();
  const state = {
    now: null,
    past: [],
    future: [],
    pins: [],
    isMoving: false,
    gestureStart: null,

    /// Calls back after every change; `kind` is "move", "settle" or "pins".
    listen(listener) {
      listeners.add(listener);
    },

    notify(kind) {
      for (const listener of listeners) listener(kind);
    },

    get z() {
      return this.now.z;
    },

    /// Shows another point, as a part of a movement.
    move(z) {
      if (!z.every(Number.isFinite)) return;
      this.gestureStart ??= this.now;
      this.isMoving = true;
      this.now = { ...this.now, z, isEdited: true };
      this.notify("move");
    },

    /// Ends a movement: one step of the history.
    settle() {
      if (!this.isMoving) return;
      this.isMoving = false;
      const start = this.gestureStart;
      this.gestureStart = null;
      if (start && !isSame(start.z, this.now.z)) this.remember(start);
      this.notify("settle");
    },

    remember(step) {
      this.past.push(step);
      if (this.past.length > 200) this.past.shift();
      this.future = [];
    },

    /// Goes to a new start: a sample, a draw, a picture. What came before can be undone to.
    begin(z, name, more = {}) {
      this.settle();
      if (this.now) this.remember(this.now);
      const label = more.label ?? this.now?.label ?? 0;
      this.now = { z, label, name, isEdited: false, start: z, startLabel: label, ...more };
      this.notify("settle");
    },

    /// Puts a whole place back, as from a link.
    restore(place) {
      this.settle();
      if (this.now) this.remember(this.now);
      this.now = place;
      this.notify("settle");
    },

    setLabel(label) {
      this.settle();
      this.remember(this.now);
      this.now = { ...this.now, label, isEdited: true };
      this.notify("settle");
    },

    undo() {
      this.settle();
      if (!this.past.length) return false;
      this.future.push(this.now);
      this.now = this.past.pop();
      this.notify("settle");
      return true;
    },

    redo() {
      this.settle();
      if (!this.future.length) return false;
      this.past.push(this.now);
      this.now = this.future.pop();
      this.notify("settle");
      return true;
    },

    /// Back to where this picture started.
    reset() {
      const { start, startLabel, z } = this.now;
      if (isSame(start, z) && startLabel === this.now.label) return;
      this.settle();
      this.remember(this.now);
      this.now = { ...this.now, z: start, label: startLabel, isEdited: false };
      this.notify("settle");
    },

    pin() {
      if (this.pins.length >= 16) {
        tell("Sixteen pictures are pinned; remove one first");
        return;
      }
      this.pins.push({ z: this.z, label: this.now.label, name: captionOf(this.now) });
      this.notify("pins");
      tell(`Pinned as ${this.pins.length}`);
    },

    unpin(index) {
      this.pins.splice(index, 1);
      this.notify("pins");
      tell("Pin removed");
    },
  };
  return state;
}

const captionOf = (place) => place.name + (place.isEdited ? ", edited" : "");
