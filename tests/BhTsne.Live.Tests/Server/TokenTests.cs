using BhTsne.Live.Server;

namespace BhTsne.Live.Tests.Server;

/// <summary>The secret in targets of requests, letter by letter.</summary>
public class TokenTests
{
    [Fact]
    public void The_part_after_the_token_is_found_only_behind_all_of_it()
    {
        var token = Token.Create();
        string text = token.Text;
        Assert.Equal(43, text.Length);
        Assert.Equal("", token.NameIn($"/{text}/"));
        Assert.Equal("live.js", token.NameIn($"/{text}/live.js"));
        Assert.Equal("/", token.NameIn($"/{text}//"));
        foreach (string target in new[]
        {
            "", "/", text, $"/{text}", $"/{text}x", $"/{text}xlive.js", $"/{text}?", $"x{text}/live.js", $"//{text}/", $"/{text[..^1]}/",
            $"/{text}{text}/", Token.Create().Text,
        })
        {
            Assert.Null(token.NameIn(target));
        }

        // No letter may be another one, also none of those that have no place in ASCII.
        for (int i = 0; i < text.Length; i++)
        {
            foreach (char letter in new[] { (char)(text[i] ^ 1), (char)(text[i] + 128), (char)(text[i] + 256), '\0', 'é' })
            {
                Assert.Null(token.NameIn($"/{text[..i]}{letter}{text[(i + 1)..]}/live.js"));
            }
        }
    }
}
