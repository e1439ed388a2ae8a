// Which part of the map is on show. Places are in the map's own numbers, shares from 0 to 1 of the canvas.

function makeView(places, onChange) {
  const closest = 24;
  const view = { scale: 1, x: 0.5, y: 0.5 };

  const relative = (value, [low, high]) => (value - low) / (high - low);
  const absolute = (value, [low, high]) => low + value * (high - low);

  function toShare(x, y) {
    return [
      0.5 + (relative(x, places.bounds.x) - view.x) * view.scale,
      0.5 - (relative(y, places.bounds.y) - view.y) * view.scale,
    ];
  }

  function fromShare(shareX, shareY) {
    return [
      absolute(view.x + (shareX - 0.5) / view.scale, places.bounds.x),
      absolute(view.y - (shareY - 0.5) / view.scale, places.bounds.y),
    ];
  }

  /// The part on show lies within the map.
  function keepInside() {
    const half = 0.5 / view.scale;
    view.x = clamp(view.x, half, 1 - half);
    view.y = clamp(view.y, half, 1 - half);
    onChange();
  }

  /// Makes the map larger around a place that stays where it is.
  function zoom(factor, shareX = 0.5, shareY = 0.5) {
    const [x, y] = [view.x + (shareX - 0.5) / view.scale, view.y - (shareY - 0.5) / view.scale];
    view.scale = clamp(view.scale * factor, 1, closest);
    view.x = x - (shareX - 0.5) / view.scale;
    view.y = y + (shareY - 0.5) / view.scale;
    keepInside();
  }

  /// Moves the map by shares of the canvas.
  function slide(byX, byY) {
    view.x -= byX / view.scale;
    view.y += byY / view.scale;
    keepInside();
  }

  /// Slides just so far that a place is on show.
  function follow(x, y) {
    const margin = 0.06;
    const [shareX, shareY] = toShare(x, y);
    const [byX, byY] = [shareX, shareY].map((share) => clamp(share, margin, 1 - margin) - share);
    if (view.scale > 1 && (byX !== 0 || byY !== 0)) slide(byX, byY);
  }

  return {
    toShare, fromShare, zoom, slide, follow,
    showAll: () => zoom(1 / closest),
    get isWhole() { return view.scale === 1; },
    get scale() { return view.scale; },
  };
}
