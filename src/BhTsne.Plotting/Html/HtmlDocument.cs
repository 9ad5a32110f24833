namespace BhTsne.Plotting.Html;
internal static class HtmlDocument { public static void Write(Stream output, Plot plot) { } }
