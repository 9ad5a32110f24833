using System.IO.Compression;
using System.Text;

namespace BhTsne.IO.Tests.Oracles;

/// <summary>Text tables as RFC 4180 describes them, without a fault.</summary>
internal static class CsvOracle
{
    /// <summary>All records of a file whose lines end with a line feed; it is gzipped and tab-separated if its name says so.</summary>
    public static string[][] Records(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(content);
        string text = reader.ReadToEnd();
        char separator = path.Contains(".tsv", StringComparison.Ordinal) ? '\t' : ',';
        List<string[]> records = [];
        List<string> record = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[i++]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (text[i] == separator || text[i] == '\n'))
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n')
                {
                    records.Add([.. record]);
                    record.Clear();
                }
            }
            else
            {
                cell.Append(text[i]);
            }
        }

        Assert.Empty(record);
        return [.. records];
    }
}
