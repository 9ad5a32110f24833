using System.Globalization;

namespace BhTsne.Cli.Options;

/// <summary>The size of images.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
internal readonly record struct ImageShape(int Height, int Width, int Channels)
{
    private const int MostSide = 1024;

    /// <summary>The numbers of an image.</summary>
    public int Values => Height * Width * Channels;

    /// <summary>The kind of value of the option.</summary>
    public static ValueKind<ImageShape?> Kind { get; } = new("HxW", null, Read);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}{(Channels == 1 ? "" : $"x{Channels}")}");

    private static string? Read(string text, out ImageShape? value)
    {
        int[] numbers =
        [
            .. text.Split('x', 'X')
                .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0),
        ];
        bool isShape = numbers is [>= 1 and <= MostSide, >= 1 and <= MostSide, .. var rest] && (rest is [] or [1] or [3]);
        value = isShape ? new ImageShape(numbers[0], numbers[1], numbers.ElementAtOrDefault(2) == 3 ? 3 : 1) : null;
        return isShape ? null
            : $"'{text}' is no size of an image; give its height and width, each up to {MostSide}, as 28x28, "
                + "with x3 for colours as 32x32x3";
    }
}
