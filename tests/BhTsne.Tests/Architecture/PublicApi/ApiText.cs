using System.Reflection;

namespace BhTsne.Tests.Architecture.PublicApi;

/// <summary>All public types of an assembly with their members, as a text that changes only when they do.</summary>
internal static class ApiText
{
    /// <summary>The text of an assembly: each type on a line, its members indented below.</summary>
    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    /// <summary>The text of some types.</summary>
    public static string Of(IEnumerable<Type> types) =>
        string.Join("\n", types.OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Block));

    private static string Block(Type type) => string.Concat(Lines(type).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [$"delegate {ApiMembers.Return(invoke)} {Name(type)}{ApiMembers.Parameters(invoke)}"];
        }

        return [$"{Kind(type)} {Name(type)}{Bases(type)}", .. ApiMembers.Of(type).Select(line => "    " + line)];
    }

    private static string Name(Type type) => $"{type.Namespace}.{ApiTypeName.Of(type)}";

    private static string Kind(Type type)
    {
        bool record = type.GetMethod("<Clone>$") is not null
            || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null);
        string modifiers = type switch
        {
            { IsEnum: true } or { IsInterface: true } => "",
            { IsValueType: true } => type.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute)) ? "readonly " : "",
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => record ? "record struct" : "struct",
            _ => record ? "record" : "class",
        };
        return modifiers + kind;
    }

    /// <summary>The base type where it says something, and the interfaces that the type names itself.</summary>
    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? "" : $" : {ApiTypeName.Of(Enum.GetUnderlyingType(type))}";
        }

        Type[] inherited = [.. type.BaseType?.GetInterfaces() ?? []];
        IEnumerable<string> interfaces = type.GetInterfaces()
            .Where(candidate => candidate.IsVisible && !inherited.Contains(candidate))
            .Select(ApiTypeName.Of)
            .Order(StringComparer.Ordinal);
        bool plain = type.BaseType is null || type.BaseType == typeof(object) || type.IsValueType;
        string[] all = [.. plain ? [] : new[] { ApiTypeName.Of(type.BaseType!) }, .. interfaces];
        return all.Length == 0 ? "" : $" : {string.Join(", ", all)}";
    }
}
