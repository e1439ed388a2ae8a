import LatentCLI
import Testing

@Suite struct DemoPageTests {
  private let page = DemoPage(
    title: "A <tour> & more", introduction: "It's \"here\".",
    figures: [
      DemoPage.Figure(
        title: "A morph", story: "From a boot to a bag.", file: "morph.png",
        command: "latent edit m s 'smiling*1.5 - glasses' -o morph.png", width: 900, height: 100)
    ]
  ).html

  @Test func `A picture stands with the command that made it`() {
    #expect(
      page.contains(
        """
        <a href="morph.png"><img src="morph.png" alt="A morph" width="900" height="100"></a>
        <figcaption><code>latent edit m s &#39;smiling*1.5 - glasses&#39; -o morph.png</code>
        """))
  }

  @Test func `Text is escaped`() {
    #expect(page.contains("<title>A &lt;tour&gt; &amp; more</title>"))
    #expect(page.contains("<p>It&#39;s &quot;here&quot;.</p>"))
  }

  @Test func `Nothing comes from elsewhere`() {
    #expect(!page.contains("http"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("url("))
  }

  @Test func `Light and dark have their colours`() {
    #expect(page.contains("prefers-color-scheme: dark"))
    #expect(page.contains(#"<meta name="color-scheme" content="light dark">"#))
  }
}
