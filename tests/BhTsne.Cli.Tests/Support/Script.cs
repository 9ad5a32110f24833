using System.Diagnostics;

namespace BhTsne.Cli.Tests.Support;

/// <summary>A script of bash with the tool as $B and fast settings as $S.</summary>
internal static class Script
{
    /// <summary>Runs it.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="script">The text.</param>
    /// <param name="variables">Further variables of the environment; null removes one.</param>
    public static async Task<ToolRun> Run(TempFolder folder, string script, params (string Name, string? Value)[] variables)
    {
        ProcessStartInfo start = new("/bin/bash", ["-c", script])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["T"] = Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll");
        start.Environment["B"] = $"dotnet {start.Environment["T"]}";
        start.Environment["S"] = string.Join(' ', ToolRun.Short);
        foreach ((string name, string? value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        return await ToolRun.Finish(process);
    }
}
