using System.Reflection;

namespace BhTsne.Models;

/// <summary>The version of the engine, with the commit that it was built from where that is known.</summary>
internal static class EngineVersion
{
    /// <summary>For instance 0.1.0+5b50ecf.</summary>
    public static string Current { get; } =
        typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
