using System.Globalization;
using System.Text;
using System.Text.Json;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>The file of the selection, read back by another parser of RFC 4180.</summary>
public sealed class CsvTests
{
    private static readonly string[] Texts =
    [
        "plain", "", "a,b", "say \"hi\"", "\"", "line\nbreak", "carriage\r\nreturn", "alone\rreturn", "</script>",
        "=1+1", "+cmd", "-2", "-2.5e-3", "-a",
        "@SUM(A1)", "\tx", "🐙, \u202Eflip", " leading", ".5", "+.5", "＝1",
    ];

    [ProgramFact(Browser.Program)]
    public void Every_text_is_read_back_as_it_was()
    {
        string csv = PageFunctions.Call("csv.js", "texts => csvRow(texts) + csvRow(texts.toReversed())", Texts).GetString()!;
        Assert.EndsWith("\r\n", csv, StringComparison.Ordinal);
        Assert.Equal([Texts, [.. Texts.Reverse()]], Parse(csv));
        Assert.Contains(",\"alone\rreturn\",", csv, StringComparison.Ordinal);
    }

    [ProgramFact(Browser.Program)]
    public void Only_texts_that_begin_like_formulas_and_are_no_numbers_get_an_apostrophe()
    {
        JsonElement marked = PageFunctions.Call("csv.js", "texts => texts.map(withoutFormula)", Texts);
        string[] formulas = ["=1+1", "+cmd", "-a", "@SUM(A1)", "\tx", "＝1"];
        Assert.Equal(Texts.Select(text => formulas.Contains(text) ? "'" + text : text),
            marked.EnumerateArray().Select(text => text.GetString()));
    }

    [ProgramFact(Browser.Program)]
    public void Numbers_are_the_shortest_texts_of_their_float32()
    {
        Random random = new(3);
        float[] values =
        [
            0, -0f, 1, 0.1f, 1f / 3, 16777217, 3.4028235e38f, float.Epsilon, 1e-45f, 1.17549435e-38f, 123456.789f,
            .. Enumerable.Range(0, 2000).Select(_ => BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32)))
                .Where(float.IsFinite),
        ];
        const string Function = "values => Array.from(Float32Array.from(values), float32Text)";
        string[] written = [.. PageFunctions.Call("csv.js", Function, values).EnumerateArray().Select(text => text.GetString()!)];
        Assert.All(values.Zip(written), pair =>
        {
            Assert.Equal(pair.First, float.Parse(pair.Second, CultureInfo.InvariantCulture));
            string shortest = pair.First.ToString("R", CultureInfo.InvariantCulture);
            Assert.True(Digits(pair.Second) <= Digits(shortest), $"{pair.Second} for {shortest}");
        });
        Assert.Equal("", PageFunctions.Call("csv.js", "() => float32Text(NaN)", null).GetString());
    }

    [ProgramFact(Browser.Program)]
    public void Heads_of_columns_differ()
    {
        JsonElement names = PageFunctions.Call("csv.js", "text => distinctNames(text.split(','))", "id,row,x,row,x,x 2,x");
        Assert.Equal(["id", "row", "x", "row 2", "x 2", "x 2 2", "x 3"], names.EnumerateArray().Select(name => name.GetString()));
    }

    private static int Digits(string number) =>
        string.Concat(number.ToUpperInvariant().Split('E')[0].Where(char.IsDigit)).Trim('0').Length;

    /// <summary>The records of a file, character by character.</summary>
    private static List<string[]> Parse(string csv)
    {
        List<string[]> records = [];
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false;
        for (int i = 0; i < csv.Length; i++)
        {
            char c = csv[i];
            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < csv.Length && csv[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c == ',' || (c == '\r' && csv[i + 1] == '\n'))
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == '\r')
                {
                    records.Add([.. fields]);
                    fields.Clear();
                    i++;
                }
            }
            else
            {
                field.Append(c);
            }
        }

        return records;
    }
}
