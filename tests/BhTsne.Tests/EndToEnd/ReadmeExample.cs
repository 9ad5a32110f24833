// What stands between the markers is what the README shows.
// readme: begin
using BhTsne;
using BhTsne.IO;
using BhTsne.Plotting;

static class Example
{
    public static TsneResult Map(string table, string map, Stream page)
    {
        Table input = TableReader.Read(table, new TableReadOptions { LabelColumn = "digit" });
        TsneResult result = Tsne.Fit(input.Points, new TsneOptions { Perplexity = 30, Seed = 42 });
        EmbeddingWriter.Write(map, result.Embedding, input.Labels);
        HtmlPlot.Write(page, result.Embedding, input.Labels);
        return result;
    }
}
// readme: end
