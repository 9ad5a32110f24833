using System.Xml;
using BhTsne.Plotting.Labels;

namespace BhTsne.Plotting.Charts;

/// <summary>A table of the page. It scrolls by itself where the page is too narrow for it.</summary>
internal static class Tables
{
    private const string Signs = "+-−±<>≤≥~≈";

    /// <summary>Writes it.</summary>
    public static void Write(XmlWriter xml, ChartTable table)
    {
        string[] header = [.. table.Header.Select(PlainText.Clean)];
        string[][] rows = [.. table.Rows.Select(row => row.Select(PlainText.Clean).ToArray())];
        string[] classes = Array.ConvertAll([.. Enumerable.Range(0, header.Length)], (int c) =>
            Array.TrueForAll(rows, row => LooksNumeric(row[c])) ? "number" : "");
        xml.Begin("section", "table");
        xml.Line("h2", PlainText.Clean(table.Title));
        xml.Begin("div", "scroll");
        xml.Begin("table");
        xml.Begin("thead");
        WriteRow(xml, "th", header, classes);
        xml.End();
        xml.Begin("tbody");
        foreach (string[] row in rows)
        {
            WriteRow(xml, "td", row, classes);
        }

        xml.End();
        xml.End();
        xml.End();
        xml.End();
    }

    private static void WriteRow(XmlWriter xml, string element, string[] cells, string[] classes)
    {
        xml.Begin("tr");
        for (int c = 0; c < cells.Length; c++)
        {
            xml.Begin(element, classes[c]);
            xml.WriteString(cells[c]);
            xml.End();
        }

        xml.End();
    }

    private static bool LooksNumeric(string cell)
    {
        string digits = cell.TrimStart([.. Signs, ' ']);
        return digits.Length == 0 || char.IsAsciiDigit(digits[0]);
    }
}
