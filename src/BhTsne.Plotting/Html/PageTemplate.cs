namespace BhTsne.Plotting.Html;

/// <summary>Templates that are compiled into the assembly. A place in them is a name in double braces.</summary>
internal static class PageTemplate
{
    /// <summary>Writes a template.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The file of the template.</param>
    /// <param name="fill">Writes what belongs to the place of a name.</param>
    public static void Write(TextWriter writer, string name, Action<string> fill)
    {
        ReadOnlySpan<char> template = Resource(name);
        while (true)
        {
            int open = template.IndexOf("{{");
            if (open < 0)
            {
                writer.Write(template);
                return;
            }

            writer.Write(template[..open]);
            int close = template.IndexOf("}}");
            fill(template[(open + 2)..close].ToString());
            template = template[(close + 2)..];
        }
    }

    /// <summary>The text of a file that is compiled into the assembly.</summary>
    public static string Resource(string name)
    {
        using Stream stream = typeof(PageTemplate).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
