import LatentCLI
import Testing

@Suite struct RecipeTests {
  @Test func `A recipe is one line of JSON with the command, the hash and the seed`() {
    let recipe = Recipe(
      words: ["sample", "fashion", "--count", "16", "-o", "out/dreams.png"], modelHash: "ab12",
      seed: 7)
    #expect(
      recipe.text
        == #"{"arguments":["sample","fashion","--count","16","-o","dreams.png"],"#
        + #""command":"latent sample fashion --count 16 -o dreams.png","model":"ab12","seed":7,"#
        + #""version":"0.1.0"}"#)
  }

  @Test func `Nothing of the machine is in it`() {
    let recipe = Recipe(
      words: [
        "edit", "/home/ada/m.safetensors", "../me.png", "-smiling", "--output=/tmp/x/a.png",
        "--from=/etc/density", "--show", "-q", "--quiet", "--json",
      ], modelHash: "")
    #expect(
      recipe.words == [
        "edit", "m.safetensors", "../me.png", "-smiling", "--output=a.png", "--from=density",
      ])
    #expect(!recipe.text.contains("seed"))
  }

  @Test func `Folders of all outputs are left out, and the number of a picture is kept`() throws {
    let recipe = Recipe(
      words: ["morph", "x.st", "--animate", "t/loop.png", "--curve=a/b.svg", "-o", "b/%index.png"],
      modelHash: nil, index: 7)
    #expect(
      recipe.words == [
        "morph", "x.st", "--animate", "loop.png", "--curve=b.svg", "-o", "%index.png",
      ])
    #expect(try #require(Recipe(recipe.text)).index == 7)
    #expect(try #require(Recipe(Recipe(words: ["a"], modelHash: nil).text)).index == nil)
  }

  @Test func `Inside XML a recipe is text`() {
    let recipe = Recipe(words: ["map", "a<b&c", "-o", "x.svg"], modelHash: nil)
    #expect(recipe.metadata.hasPrefix("<metadata>latents:recipe {&quot;"))
    #expect(recipe.metadata.contains("a&lt;b&amp;c"))
  }

  @Test func `A seed too large for JSON's numbers is text`() {
    #expect(Recipe(words: [], modelHash: "", seed: .max).text.contains(#""18446744073709551615""#))
  }

  @Test(arguments: [
    ("plain-1.png", "plain-1.png"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
    ("$HOME", "'$HOME'"), ("a*1.5", "'a*1.5'"), ("fashion:0-3", "fashion:0-3"), ("é", "'é'"),
  ])
  func `Words are quoted where a shell needs it`(word: String, quoted: String) {
    #expect(shellQuoted(word) == quoted)
  }
}
