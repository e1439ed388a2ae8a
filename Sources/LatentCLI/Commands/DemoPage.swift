/// The demo's index page: every picture with its story and the command that made it.
///
/// One file without scripts, fonts or styles from elsewhere.
package struct DemoPage: Sendable {
  /// A picture on the page.
  package struct Figure: Sendable {
    package var title: String
    package var story: String
    /// The picture's file name, beside the page.
    package var file: String
    package var command: String
    package var width: Int
    package var height: Int

    package init(
      title: String, story: String, file: String, command: String, width: Int, height: Int
    ) {
      self.title = title
      self.story = story
      self.file = file
      self.command = command
      self.width = width
      self.height = height
    }
  }

  package var title: String
  package var introduction: String
  package var figures: [Figure]

  package init(title: String, introduction: String, figures: [Figure]) {
    self.title = title
    self.introduction = introduction
    self.figures = figures
  }

  package var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <header>
    <h1>\(escaped(title))</h1>
    <p>\(escaped(introduction))</p>
    </header>
    <main>
    \(figures.map(section).joined(separator: "\n"))
    </main>
    <footer>
    <p>Every picture carries its recipe: the command, the model's hash and the seed.</p>
    </footer>
    </body>
    </html>

    """
  }

  private func section(_ figure: Figure) -> String {
    """
    <section>
    <h2>\(escaped(figure.title))</h2>
    <p>\(escaped(figure.story))</p>
    <figure>
    <a href="\(escaped(figure.file))"><img src="\(escaped(figure.file))" \
    alt="\(escaped(figure.title))" width="\(figure.width)" height="\(figure.height)"></a>
    <figcaption><code>\(escaped(figure.command))</code></figcaption>
    </figure>
    </section>
    """
  }

  private static let style = """
    :root { --ink: #1d1d1f; --faint: #6e6e73; --ground: #fbfbf9; --card: #fff; --line: #e4e4df; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #ececea; --faint: #9b9ba1; --ground: #161617; --card: #1f1f21; --line: #343437; }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 46rem; padding: 4rem 1.25rem 5rem;
      font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", sans-serif;
      color: var(--ink); background: var(--ground);
    }
    h1 { margin: 0 0 .5rem; font-size: 2.25rem; line-height: 1.15; letter-spacing: -.02em; }
    h2 { margin: 0 0 .25rem; font-size: 1.25rem; letter-spacing: -.01em; }
    p { margin: 0; color: var(--faint); }
    header p { font-size: 1.1875rem; }
    section { margin-top: 3.5rem; }
    figure {
      margin: 1.25rem 0 0; background: var(--card); border: 1px solid var(--line);
      border-radius: .75rem; overflow: hidden;
    }
    figure a { display: block; padding: 1.25rem; }
    img {
      display: block; max-width: 100%; height: auto; margin: 0 auto; image-rendering: pixelated;
      border-radius: .25rem;
    }
    figcaption { border-top: 1px solid var(--line); padding: .75rem 1.25rem; overflow-x: auto; }
    code { font: .875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre; }
    footer { margin-top: 4rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
    footer p { font-size: .9375rem; }
    """
}
