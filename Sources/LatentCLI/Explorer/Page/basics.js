// Small things that everything else uses: elements, numbers as text, bytes as base64.

const byId = (id) => document.getElementById(id);

/// An element with properties and children. Text goes in as text, never as markup.
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#i-" + name);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/// A number with a real minus sign and as many decimals.
function signed(value, decimals = 2) {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return (value < 0 ? "−" : "+") + text;
}

const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
const words = (name) => name.replace(/_/g, " ");
const percent = (share) => (100 * share).toFixed(share < 0.0995 ? 1 : 0) + " %";

// MARK: Base64

function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function base64Of(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}

const singlesOf = (base64) => new Float32Array(bytesOf(base64).buffer);

/// A vector as text that an address can hold.
function addressOf(vector) {
  const bytes = new Uint8Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.byteLength));
  return base64Of(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/// The vector in an address; null when it is none of this model's.
function vectorOf(text, dimension) {
  try {
    const bytes = bytesOf(text.replace(/-/g, "+").replace(/_/g, "/"));
    if (bytes.length !== 4 * dimension) return null;
    const vector = new Float32Array(bytes.buffer);
    return vector.every(Number.isFinite) ? vector : null;
  } catch {
    return null;
  }
}

// MARK: Telling

/// Says below a field what is wrong with it, or nothing.
function complain(field, problem, text) {
  problem.hidden = !text;
  problem.textContent = text;
  field.setAttribute("aria-invalid", String(Boolean(text)));
}

let toastTimer = 0;

/// Tells a screen reader, and shows the words for a moment. While a dialog is open all else is out of reach, and
/// the words stand in the dialog.
function tell(text, isShown = true) {
  const said = document.querySelector("dialog[open] .said");
  (said || byId("live")).textContent = text;
  if (said || !isShown) return;
  const toast = byId("toast");
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove("shown"), 1600 + 40 * text.length);
}

/// Runs once before the next frame is drawn, however often it is asked for.
function coalesced(work) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      work();
    });
  };
}

/// Work in pieces that leave time for everything else; a newer call ends the older one.
function inPieces() {
  let turn = 0;
  return (count, work, done = () => {}) => {
    turn += 1;
    const mine = turn;
    let index = 0;
    const step = () => {
      if (mine !== turn) return;
      const end = performance.now() + 7;
      while (index < count && performance.now() < end) work(index++);
      if (index < count) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  };
}
