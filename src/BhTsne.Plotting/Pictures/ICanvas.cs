using BhTsne.Plotting.Colors;

namespace BhTsne.Plotting.Pictures;

/// <summary>What a picture is drawn on: an SVG or pixels. All lengths are in units of the picture, y downward.</summary>
internal interface ICanvas
{
    /// <summary>Begins a part of the picture.</summary>
    /// <param name="name">Its name, unique in the picture; empty for a part without one.</param>
    /// <param name="title">A text that describes it, empty for none.</param>
    void Open(string name, string title = "");

    /// <summary>Ends the part that was begun last.</summary>
    void Close();

    /// <summary>Draws a rectangle with round corners, and a line of one unit around it if there is a colour for that.</summary>
    void Rectangle(Box box, double radius, Rgb fill, Rgb? edge = null);

    /// <summary>Draws a disc.</summary>
    void Disc(double x, double y, double radius, Rgb fill);

    /// <summary>Draws a straight line.</summary>
    void Line(double x1, double y1, double x2, double y2, double width, Rgb color);

    /// <summary>Draws an upright bar that goes through colours at even steps, the first at its foot.</summary>
    void Bar(Box box, double radius, IReadOnlyList<Rgb> colors);

    /// <summary>Draws a line of text.</summary>
    /// <param name="x">Where its start, middle or end is, by the style.</param>
    /// <param name="y">Where its letters stand.</param>
    /// <param name="text">A clean text.</param>
    /// <param name="style">How it looks.</param>
    void Text(double x, double y, string text, TextStyle style);

    /// <summary>Draws the points of a map.</summary>
    void Points(Scene scene, Box map, PointLayer layer);
}
