using System.Diagnostics;
using BhTsne.Live.Server;

namespace BhTsne.Live.Tests.Server;

/// <summary>The script of the page is put together from files of two projects: a name that both declare would end it at once.</summary>
public sealed class ScriptTests
{
    [ProgramFact("node")]
    public void It_is_one_strict_function_without_errors_of_syntax()
    {
        string path = Path.Combine(Path.GetTempPath(), $"bhtsne-live-{Guid.NewGuid():N}.js");
        byte[] script = new PageContent(new LiveMapOptions()).Find("live.js", (0, 0))!.Bytes.Value;
        File.WriteAllBytes(path, script);
        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", ["--check", path]) { RedirectStandardError = true })!;
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
