using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace BhTsne.Plotting.Tests.Support;

/// <summary>Functions of the page that need no document, run by Node. Numbers that are not finite come back as texts.</summary>
internal static class PageFunctions
{
    /// <summary>Calls a function with one value, and returns its result.</summary>
    /// <param name="files">The scripts of the page that have the function, separated by commas.</param>
    /// <param name="function">An expression whose value is a function of one argument.</param>
    /// <param name="input">The argument.</param>
    public static JsonElement Call(string files, string function, object? input)
    {
        string program = Repository.PathOf(["tests", "BhTsne.Plotting.Tests", "Html", "functions.js"]);
        string folder = Repository.PathOf(["src", "BhTsne.Plotting", "Html", "Page"]);
        ProcessStartInfo start = new(Browser.Program, [program, folder, files, function])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        JsonSerializer.Serialize(process.StandardInput.BaseStream, input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return JsonDocument.Parse(output.GetAwaiter().GetResult()).RootElement;
    }

    /// <summary>Calls a function with each of several values, all in one process.</summary>
    public static IEnumerable<JsonElement> CallEach(string files, string function, IEnumerable<object> inputs) =>
        Call(files, $"inputs => inputs.map({function})", inputs).EnumerateArray();

    /// <summary>A number, also one that is not finite.</summary>
    public static double Number(this JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.GetDouble();
}
