// Where the page is: the point, where it started, what is pinned, and how it came here.
//
// A change while something is dragged is not a step of its own: `move` shows it, `settle` makes the
// whole way one step that undo takes back. Presses of keys in quick succession are one way too.
//
// A point is either edited, which leaves what it started from as it was, or placed: on the pad, in the
// morph and the like its place says all of it, and what is edited from there starts from there.

/// Presses of a key that follow each other faster are one step of the history.
const seriesPause = 1000;

function makeState(world) {
  const listeners = new Set();
  const state = {
    now: null,
    past: [],
    future: [],
    pins: [],
    isMoving: false,
    gestureStart: null,
    /// What the last step was made with, and when it ended.
    series: null,
    seriesEnd: 0,

    /// Calls back after every change; `kind` is "move", "settle" or "pins", and "leave" before a change that
    /// ends whatever plays.
    listen(listener) {
      listeners.add(listener);
    },

    notify(kind) {
      for (const listener of listeners) listener(kind);
    },

    get z() {
      return this.now.z;
    },

    /// Shows another point that the present one was changed to, as a part of a movement.
    move(z) {
      this.step(!this.isMoving && this.now.isPlaced ? startingHere(this.now) : this.now, { z, isEdited: true });
    },

    /// Shows a point that owes nothing to the present one, as a part of a movement. What was on show before
    /// stays to compare with.
    place(z, name, label = this.now.label) {
      this.step(this.now.isPlaced ? this.now : startingHere(this.now), { z, name, label, isEdited: false, isPlaced: true });
    },

    step(from, change) {
      if (!change.z.every(Number.isFinite)) return;
      this.gestureStart ??= this.now;
      this.isMoving = true;
      this.now = { ...from, ...change };
      this.notify("move");
    },

    /// Ends a movement: one step of the history, the last one still when it is of the same series.
    settle(series = null) {
      if (!this.isMoving) return;
      this.isMoving = false;
      const start = this.gestureStart;
      this.gestureStart = null;
      if (start && !isSame(start.z, this.now.z)) {
        const time = performance.now();
        const isOneStep = series !== null && series === this.series && time - this.seriesEnd < seriesPause;
        if (!isOneStep) this.remember(start);
        [this.series, this.seriesEnd] = [series, time];
      }
      this.notify("settle");
    },

    /// Takes a movement back that was none.
    cancel() {
      if (!this.isMoving) return;
      this.isMoving = false;
      this.now = this.gestureStart;
      this.gestureStart = null;
      this.notify("settle");
    },

    /// Before a change that is none of a movement: what plays is paused, what moves is done.
    leave() {
      this.notify("leave");
      this.settle();
      this.series = null;
    },

    remember(step) {
      this.past.push(step);
      if (this.past.length > 200) this.past.shift();
      this.future = [];
    },

    /// Goes to a new start: a sample, a draw, a picture. What came before can be undone to.
    begin(z, name, more = {}) {
      this.leave();
      if (this.now) this.remember(this.now);
      const label = more.label ?? this.now?.label ?? 0;
      this.now = startingHere({ z, label, name, original: more.original });
      this.notify("settle");
    },

    /// Puts a whole place back, as from a link.
    restore(place) {
      this.leave();
      if (this.now) this.remember(this.now);
      this.now = place;
      this.notify("settle");
    },

    setLabel(label) {
      this.leave();
      this.remember(this.now);
      this.now = { ...this.now, label, isEdited: true };
      this.notify("settle");
    },

    undo() {
      this.leave();
      if (!this.past.length) return false;
      this.future.push(this.now);
      this.now = this.past.pop();
      this.notify("settle");
      return true;
    },

    redo() {
      this.leave();
      if (!this.future.length) return false;
      this.past.push(this.now);
      this.now = this.future.pop();
      this.notify("settle");
      return true;
    },

    /// Back to where this picture started.
    reset() {
      this.leave();
      const { now } = this;
      if (isSame(now.start, now.z) && now.startLabel === now.label) return;
      this.remember(now);
      this.now = { ...now, z: now.start, label: now.startLabel, name: now.startName, isEdited: false, isPlaced: false };
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

/// The same place as one that what follows is compared with; a picture of one's own beside what was made of it.
const startingHere = (place) => ({
  ...place, name: captionOf(place), isEdited: false, isPlaced: false,
  start: place.z, startLabel: place.label, startName: captionOf(place),
  original: place.isEdited || place.isPlaced ? null : place.original ?? null,
});
