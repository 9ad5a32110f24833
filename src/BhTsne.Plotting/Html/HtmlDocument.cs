using System.Net;
using System.Text;

namespace BhTsne.Plotting.Html;

/// <summary>
/// The page: a template whose places take the style, the scripts, "facts" (JSON) and "blocks" (the bulk of the data, see
/// <see cref="DataBlocks"/> and <see cref="BlockBytes"/>): the coordinates of the map (float32, or uint16 for each frame of an animation) and
/// of the reference map, the columns (float32, uint16 codes of categories, or texts) and the names of points, each block named by its number
/// in the facts. The scripts that read them are in the folder Page.
/// </summary>
internal static class HtmlDocument
{
    private static readonly string[] Functions =
    [
        "polygon.js", "sets.js", "ranges.js", "histogram.js", "csv.js", "words.js", "composition.js", "wording.js", "regions.js",
        "fragment.js", "listeners.js", "pieces.js",
    ];

    private static readonly string[] Shared =
    [
        .. Functions, "density.js", "columns.js", "kinds.js", "colors.js", "texts.js", "findings.js", "curve.js", "neighbors.js", "images.js",
        "camera.js", "webgl.js", "canvas.js", "sources.js", "filter.js", "selection.js", "names.js", "overlay.js", "rows.js", "legend.js",
        "say.js", "scene.js", "theme.js", "emphasis.js", "selecting.js", "drawing.js", "pick.js", "tooltip.js", "pinned.js", "lasso.js",
        "pointer.js", "cross.js", "walk.js", "keys.js", "search.js", "goto.js", "compositionview.js", "selectionview.js", "filterview.js",
        "export.js", "picture.js", "help.js", "state.js", "linkedsets.js", "main.js",
    ];

    private static readonly string[] MapScripts = ["data.js", "points.js", "place.js", .. Shared, "late.js"];
    private static readonly string[] AnimationScripts = ["data.js", "points.js", "frames.js", .. Shared, "player.js", "late.js"];

    /// <summary>Writes the page.</summary>
    /// <param name="output">Receives the document; left open.</param>
    /// <param name="plot">What the page shows.</param>
    /// <param name="frames">The frames of an animation, null for a single map.</param>
    public static void Write(Stream output, Plot plot, IReadOnlyList<MapFrame>? frames = null)
    {
        using StreamWriter writer = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        DataBlocks blocks = new();
        string facts = Facts.Json(plot, frames, blocks);
        PageTemplate.Write(writer, "page.html", place => Fill(writer, place, plot, frames is not null, facts, blocks));
    }

    private static void Fill(StreamWriter writer, string place, Plot plot, bool isAnimation, string facts, DataBlocks blocks)
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
                foreach (string script in isAnimation ? AnimationScripts : MapScripts)
                {
                    writer.Write(PageTemplate.Resource(script));
                }

                break;
            case "player":
                writer.Write(isAnimation ? PageTemplate.Resource("player.html") : "");
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
