using System.Diagnostics;
using System.Text;
using BhTsne.Live.Server;

namespace BhTsne.Live.Tests.Server;

/// <summary>The script of the page is put together from files of two projects: a name that both declare would end it at once.</summary>
public sealed class ScriptTests
{
    [ProgramFact("node")]
    public void It_is_one_strict_function_without_errors_of_syntax() =>
        Run(new PageContent(new LiveMapOptions()).Find("live.js", (0, 0))!.Bytes.Value, "--check");

    /// <summary>
    /// More costs than a call may have arguments: the curve has a few places for each pixel, the first, the last and both extremes of all.
    /// </summary>
    [ProgramFact("node")]
    public void The_curve_of_a_long_run_has_a_few_places_for_each_pixel()
    {
        const string Check = """

            const parent = { append() {}, replaceChildren() {} }, made = [];
            globalThis.document = { createElementNS(_, name) {
              const node = { name, attributes: {}, setAttribute(key, value) { node.attributes[key] = value; }, append() {} };
              made.push(node);
              return node;
            } };
            const all = Array.from({ length: 300000 }, (_, i) => [50 * (i + 1), 3 + Math.sin(i * 1.7)]);
            all[0][1] = 4.5;
            all[123456][1] = 9;
            all[234567][1] = -8;
            all[299999][1] = 5;
            drawChart(parent, all, 50 * all.length);
            const texts = made.find(node => node.name === "polyline").attributes.points.split(" ");
            const places = texts.map(place => place.split(",").map(Number));
            if (places.length > 4 * 401) throw new Error(`${places.length} places`);
            const pixel = i => 40 + 200 * (i + 1) / all.length, height = cost => 12 + 104 * (10.02 - cost) / (17 * 1.12);
            for (const i of [0, 123456, 234567, 299999]) {
              const isThere = place => Math.abs(place[0] - pixel(i)) < 0.11 && Math.abs(place[1] - height(all[i][1])) < 0.11;
              if (!places.some(isThere)) throw new Error(`cost ${i} is not at ${pixel(i)}, ${height(all[i][1])}`);
            }
            if (places.some((place, n) => n > 0 && place[0] < places[n - 1][0])) throw new Error("the curve runs back");
            made.length = 0;
            drawChart(parent, [[50, 3], [100, 2], [120, 1.5]], 1000);
            if (made.find(node => node.name === "polyline").attributes.points.split(" ").length !== 3) throw new Error("three costs");
            """;
        string chart = File.ReadAllText(Repository.PathOf("src", "BhTsne.Live", "Page", "chart.js"));
        Run(Encoding.UTF8.GetBytes("\"use strict\";\n" + chart + Check));
    }

    private static void Run(byte[] script, params string[] arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), $"bhtsne-live-{Guid.NewGuid():N}.js");
        File.WriteAllBytes(path, script);
        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", [.. arguments, path]) { RedirectStandardError = true })!;
            string errors = node.StandardError.ReadToEnd();
            node.WaitForExit();
            Assert.True(node.ExitCode == 0, errors);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
