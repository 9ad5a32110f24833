using System.Net;
using System.Text;

namespace BhTsne.Plotting.Html;

/// <summary>
/// The page: a template whose places take the style, the scripts, "facts" (JSON) and "blocks" (the bulk of the data, see
/// <see cref="DataBlocks"/> and <see cref="BlockBytes"/>): the coordinates of the map (float32), or of each of several maps (uint16), and
/// of
/// the reference map, the columns (float32, uint16 codes of categories, or texts), the names of points, their neighbours and their images.
/// Each block is named by its number in the facts. The scripts that read them are in the folder Page.
/// </summary>
internal static class HtmlDocument
{
    /// <summary>The view and what draws points: the page of a live map has them, too.</summary>
    internal static readonly string[] Drawing = ["camera.js", "crowding.js", "tones.js", "webgl.js", "sums.js", "canvas.js"];

    /// <summary>Functions of plain data: they use nothing of the page.</summary>
    private static readonly string[] Functions =
    [
        "polygon.js", "sets.js", "ranges.js", "histogram.js", "csv.js", "words.js", "composition.js", "wording.js", "regions.js",
        "regionnames.js", "regionsums.js", "fragment.js", "listeners.js", "pieces.js",
    ];

    private static readonly string[] Scripts =
    [
        .. Functions, "data.js", "points.js", "maps.js", .. Drawing, "stage.js", "density.js", "columns.js", "kinds.js", "colors.js",
        "texts.js", "findings.js", "curve.js", "neighbors.js", "images.js", "sources.js", "filter.js", "selection.js", "names.js",
        "overlay.js", "rows.js", "legend.js", "say.js", "scene.js", "theme.js", "emphasis.js", "selecting.js", "drawing.js", "pick.js",
        "tooltip.js", "pinned.js", "lasso.js", "pointer.js", "cross.js", "walk.js", "keys.js", "search.js", "goto.js", "compositionview.js",
        "selectionview.js", "filterview.js", "export.js", "picture.js", "help.js", "state.js", "morph.js", "player.js", "linkedsets.js",
        "main.js", "late.js",
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="plot">What the page shows.</param>
    public static void Write(Stream output, Plot plot)
    {
        using StreamWriter writer = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        DataBlocks blocks = new();
        string facts = Facts.Json(plot, blocks);
        PageTemplate.Write(writer, "page.html", place => Fill(writer, place, plot, facts, blocks));
    }

    private static void Fill(StreamWriter writer, string place, Plot plot, string facts, DataBlocks blocks)
    {
        switch (place)
        {
            case "title":
                writer.Write(WebUtility.HtmlEncode(plot.Title.Length > 0 ? plot.Title : "Embedding"));
                break;
            case "style":
                writer.Write(PageTemplate.Resource("page.css"));
                break;
            case "scripts":
                foreach (string script in Scripts)
                {
                    writer.Write(PageTemplate.Resource(script));
                }

                break;
            case "facts":
                writer.Write(facts);
                break;
            case "blocks":
                blocks.Write(writer);
                break;
            default:
                throw new InvalidOperationException($"The page template has an unknown place: {place}.");
        }
    }
}
