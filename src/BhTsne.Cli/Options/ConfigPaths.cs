using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Options;

/// <summary>Names of files in a configuration are relative to its folder, so that it can be used from any folder.</summary>
internal static class ConfigPaths
{
    /// <summary>What always names a file.</summary>
    public static ValueNames File { get; } = new("FILE");

    /// <summary>A value of a configuration as it would be typed in the current folder.</summary>
    /// <param name="value">The value.</param>
    /// <param name="values">What it may be. Where it may also be something else than a file, it is one if there is such a file.</param>
    /// <param name="config">The file of the configuration.</param>
    public static string Resolve(string value, ValueNames values, string config)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(config))!;
        return Moved(value, values, folder, Environment.CurrentDirectory);
    }

    /// <summary>A value that was typed in the current folder as a configuration has it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="values">What it may be.</param>
    /// <param name="config">The file of the configuration; null where it is no file.</param>
    public static string Relative(string value, ValueNames values, string? config) => config is null ? value
        : Moved(value, values, Environment.CurrentDirectory, Path.GetDirectoryName(Path.GetFullPath(config))!);

    private static string Moved(string value, ValueNames values, string from, string to)
    {
        bool isName = value.Length > 0 && value != StandardStream.Dash && !Path.IsPathRooted(value) && from != to
            && (values.MayBeFile || values.MayBeFolder) && !values.Words.Contains(value);
        if (!isName || !(values.IsPath || Path.Exists(Path.Combine(from, value))))
        {
            return value;
        }

        string moved = Path.GetRelativePath(to, Path.Combine(from, value));
        return Path.EndsInDirectorySeparator(value) && !Path.EndsInDirectorySeparator(moved) ? $"{moved}/" : moved;
    }
}
