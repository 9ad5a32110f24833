using System.Xml;

namespace BhTsne.Plotting.Charts;

/// <summary>HTML by an XML writer, which escapes all texts. An element is closed by a tag of its own, as HTML wants it.</summary>
internal static class HtmlElements
{
    /// <summary>Opens an element, with a class unless that is empty.</summary>
    public static void Begin(this XmlWriter xml, string element, string name = "")
    {
        xml.WriteStartElement(element);
        if (name.Length > 0)
        {
            xml.WriteAttributeString("class", name);
        }
    }

    /// <summary>Closes the element that was opened last.</summary>
    public static void End(this XmlWriter xml) => xml.WriteFullEndElement();

    /// <summary>Writes an element of text; nothing for an empty text.</summary>
    public static void Line(this XmlWriter xml, string element, string text, string name = "")
    {
        if (text.Length > 0)
        {
            xml.Begin(element, name);
            xml.WriteString(text);
            xml.End();
        }
    }
}
