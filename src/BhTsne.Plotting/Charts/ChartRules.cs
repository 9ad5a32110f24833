using System.Globalization;

namespace BhTsne.Plotting.Charts;

/// <summary>What a page of charts must be, checked before a byte is written.</summary>
internal static class ChartRules
{
    /// <summary>Throws an <see cref="ArgumentException"/> that names the part at fault.</summary>
    public static void Check(ChartPage page, string parameter)
    {
        string? fault = FirstNull(page)
            ?? page.Charts.Select(OfChart).FirstOrDefault(found => found is not null)
            ?? page.Maps.Select(OfMap).FirstOrDefault(found => found is not null)
            ?? page.Tables.Select(OfTable).FirstOrDefault(found => found is not null);
        if (fault is not null)
        {
            throw new ArgumentException(fault, parameter);
        }
    }

    private static string? FirstNull(ChartPage page) =>
        page.Paragraphs is null ? "Paragraphs is null. Leave it empty for none."
        : page.Charts is null ? "Charts is null. Leave it empty for none."
        : page.Maps is null ? "Maps is null. Leave it empty for none."
        : page.Tables is null ? "Tables is null. Leave it empty for none."
        : null;

    private static string? OfChart(Chart? chart, int index)
    {
        if (chart is null)
        {
            return $"Chart {index} is null.";
        }

        if (chart.Series is null || !chart.Series.Any(series => series?.Points is { Count: > 0 }))
        {
            return $"Chart '{chart.Title}' has no points. Leave the chart out, or give it a series with points.";
        }

        for (int s = 0; s < chart.Series.Count; s++)
        {
            ChartSeries? series = chart.Series[s];
            if (series?.Points is null)
            {
                return $"Series {s} of chart '{chart.Title}' is null or has no list of points.";
            }

            for (int i = 0; i < series.Points.Count; i++)
            {
                if (OfPoint(series.Points[i], chart) is { } fault)
                {
                    return string.Create(
                        CultureInfo.InvariantCulture, $"Point {i} of series '{series.Name}' in chart '{chart.Title}' {fault}");
                }
            }
        }

        return null;
    }

    private static string? OfPoint(ChartPoint? point, Chart chart)
    {
        if (point is null)
        {
            return "is null.";
        }

        return OfValue("X", point.X, chart.XScale)
            ?? OfValue("Y", point.Y, chart.YScale)
            ?? OfValue("Low", point.Low, chart.YScale)
            ?? OfValue("High", point.High, chart.YScale)
            ?? (point.High < point.Low ? $"has High = {Text(point.High)}, which is below Low = {Text(point.Low)}. Exchange them." : null);
    }

    private static string? OfValue(string name, double? value, ChartScale scale) =>
        value is null ? null
        : !double.IsFinite(value.Value) ? $"has {name} = {Text(value)}. Leave out points whose values are not finite."
        : scale == ChartScale.Logarithmic && value <= 0
            ? $"has {name} = {Text(value)}, and the axis is logarithmic. Leave the point out, or make the axis linear."
        : null;

    private static string? OfMap(MapTile? map, int index)
    {
        if (map?.Embedding is null)
        {
            return $"Map {index} is null or has no Embedding.";
        }

        return map.Labels is not null && map.Labels.Count != map.Embedding.Points
            ? $"Map '{map.Title}' has {map.Labels.Count} labels for {map.Embedding.Points} points."
            : null;
    }

    private static string? OfTable(ChartTable? table, int index)
    {
        if (table?.Header is null || table.Rows is null)
        {
            return $"Table {index} is null or has no Header or no Rows.";
        }

        if (table.Header.Count == 0)
        {
            return $"Table '{table.Title}' has no columns.";
        }

        for (int row = 0; row < table.Rows.Count; row++)
        {
            int cells = table.Rows[row]?.Count ?? 0;
            if (cells != table.Header.Count)
            {
                return $"Row {row} of table '{table.Title}' has {cells} cells, and the header {table.Header.Count}. Give both the same.";
            }
        }

        return null;
    }

    private static string Text(double? value) => value!.Value.ToString(CultureInfo.InvariantCulture);
}
