using System.Globalization;
using System.Text;
using System.Xml;

namespace BhTsne.Plotting.Svg;

/// <summary>Elements and numbers as SVG writes them, the same in every culture.</summary>
internal static class SvgText
{
    /// <summary>The namespace of all elements.</summary>
    public const string Namespace = "http://www.w3.org/2000/svg";

    /// <summary>A length to a tenth of a unit, less than can be seen.</summary>
    public static string Number(double value) =>
        Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Appends what <see cref="Number"/> would write, without a string; for the many coordinates of points.</summary>
    public static void AppendNumber(StringBuilder text, double value)
    {
        long tenths = (long)Math.Round(value * 10, MidpointRounding.AwayFromZero);
        if (tenths < 0)
        {
            text.Append('-');
            tenths = -tenths;
        }

        text.Append(tenths / 10);
        if (tenths % 10 != 0)
        {
            text.Append('.').Append((char)('0' + (tenths % 10)));
        }
    }

    /// <summary>Opens an element with attributes: name, value, name, value.</summary>
    public static void Open(this XmlWriter xml, string element, params ReadOnlySpan<string> attributes)
    {
        xml.WriteStartElement(element, Namespace);
        for (int i = 0; i < attributes.Length; i += 2)
        {
            xml.WriteAttributeString(attributes[i], attributes[i + 1]);
        }
    }

    /// <summary>Writes an element without content.</summary>
    public static void Empty(this XmlWriter xml, string element, params ReadOnlySpan<string> attributes)
    {
        xml.Open(element, attributes);
        xml.WriteEndElement();
    }

    /// <summary>Writes a line of text at a place of its baseline.</summary>
    public static void Text(this XmlWriter xml, double x, double y, string text, params ReadOnlySpan<string> attributes)
    {
        xml.WriteStartElement("text", Namespace);
        xml.WriteAttributeString("x", Number(x));
        xml.WriteAttributeString("y", Number(y));
        for (int i = 0; i < attributes.Length; i += 2)
        {
            xml.WriteAttributeString(attributes[i], attributes[i + 1]);
        }

        xml.WriteString(text);
        xml.WriteEndElement();
    }
}
