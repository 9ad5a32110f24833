using System.Text.Json;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>The state of the page in its address.</summary>
public sealed class FragmentTests
{
    [ProgramFact(Browser.Program)]
    public void Any_state_is_read_back_and_has_only_characters_that_an_address_may_have()
    {
        string[] texts =
        [
            "lasso", "true", "null", "7", "-0.5,1,2e3", "a b", "it's \"quoted\"", "&=#%", "</script>",
            "東京 🐙", "\u05e9\u05dc\u05d5\u05dd\u202E", "",
            "1e5", "'", "%22",
            "line\nbreak", "\\",
        ];
        Dictionary<string, JsonElement> state = [];
        foreach (string text in texts)
        {
            state.Add($"part{state.Count}", JsonSerializer.SerializeToElement(text));
            state.Add($"part{state.Count}", JsonSerializer.SerializeToElement(new { text, list = new object?[] { 7, null, text, true } }));
        }

        const string Function = "state => { const text = encodeState(state); return { text, read: decodeState('#' + text) }; }";
        JsonElement result = PageFunctions.Call("fragment.js", Function, state);
        string fragment = result.GetProperty("text").GetString()!;
        Assert.Matches("^[A-Za-z0-9\\-._~!$&'()*+,;=:@/?%]*$", fragment);
        Assert.Empty(result.GetProperty("read").GetProperty("faults").EnumerateArray());
        Assert.Equal(
            state.Select(part => (part.Key, JsonSerializer.Serialize(part.Value))),
            result.GetProperty("read").GetProperty("values").EnumerateObject()
                .Select(part => (part.Name, JsonSerializer.Serialize(part.Value))));
    }

    [ProgramFact(Browser.Program)]
    public void Broken_parts_are_named_and_the_others_are_read()
    {
        const string Fragment = "#tool=lasso&camera&filters=%5B1&names=%zz&&a=<b>&zoom=2&__proto__=1";
        JsonElement read = PageFunctions.Call("fragment.js", "decodeState", Fragment);
        Assert.Equal(["camera", "filters", "names", "a"], read.GetProperty("faults").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("""{"tool":"lasso","zoom":2,"__proto__":1}""", JsonSerializer.Serialize(read.GetProperty("values")));
    }

    [ProgramFact(Browser.Program)]
    public void Rows_are_read_back()
    {
        int[][] lists = [[], [0], [3, 4, 5, 900_000], [.. Enumerable.Range(0, 300).Select(i => 3 * i)]];
        JsonElement read = PageFunctions.Call("fragment.js", "lists => lists.map(list => decodeRows(encodeRows(list), 1e6))", lists);
        Assert.Equal(lists, read.EnumerateArray().Select(list => list.EnumerateArray().Select(row => row.GetInt32()).ToArray()));
    }
}
