"""What a canvas of the page shows, to the last level of its pixels."""

import base64
from dataclasses import dataclass

READ = """(selector) => {
  const canvas = document.querySelector(selector);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let text = "";
  for (let start = 0; start < data.length; start += 32768) {
    text += String.fromCharCode(...data.subarray(start, start + 32768));
  }
  return [canvas.width, canvas.height, btoa(text)];
}"""


@dataclass(frozen=True)
class Pixels:
    width: int
    height: int
    # Red, green, blue and opacity of every pixel.
    levels: bytes

    @staticmethod
    def read(page, selector):
        width, height, text = page.evaluate(READ, selector)
        return Pixels(width, height, base64.b64decode(text))

    def difference(self, other):
        """In words: how many pixels differ, and by how much."""
        if (self.width, self.height) != (other.width, other.height):
            return f"the canvas has {self.width} × {self.height} pixels, not {other.width} × {other.height}"
        steps = [abs(a - b) for a, b in zip(self.levels, other.levels)]
        pixels = sum(any(steps[place : place + 4]) for place in range(0, len(steps), 4))
        return f"{pixels} of {len(steps) // 4} pixels differ, by {max(steps, default=0)} of 255 levels at most"
