using System.Globalization;

namespace BhTsne.Plotting.Labels;

/// <summary>Labels read as numbers, in the notation of program output (a point, no thousands separators).</summary>
internal static class LabelNumber
{
    /// <summary>Reads a finite number.</summary>
    public static bool TryParse(string label, out double value) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Whether a label stands for no value: empty, or NaN.</summary>
    public static bool IsMissing(string label) => label.Length == 0 || label.Equals("nan", StringComparison.OrdinalIgnoreCase);
}
