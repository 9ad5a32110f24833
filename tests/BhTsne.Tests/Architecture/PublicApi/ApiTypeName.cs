using System.Reflection;

namespace BhTsne.Tests.Architecture.PublicApi;

/// <summary>The names of types as C# writes them, with the question marks of nullable references.</summary>
internal static class ApiTypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>A type without its annotation; with type arguments, and the types that hold a nested one.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        return Nullable.GetUnderlyingType(type) is { } value
            ? Of(value) + "?"
            : Outer(type) + BareName(type) + Arguments(type.GetGenericArguments().Select(Of));
    }

    /// <summary>A type with its annotation.</summary>
    public static string Of(NullabilityInfo info)
    {
        Type type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        string name = (type.IsArray, Nullable.GetUnderlyingType(type)) switch
        {
            (true, _) => $"{Of(info.ElementType!)}[{new string(',', type.GetArrayRank() - 1)}]",
            (_, not null) => Of(type),
            _ when info.GenericTypeArguments.Length > 0 => Outer(type) + BareName(type) + Arguments(info.GenericTypeArguments.Select(Of)),
            _ => Of(type),
        };
        return info.ReadState == NullabilityState.Nullable && !type.IsValueType && !type.IsGenericParameter ? name + "?" : name;
    }

    /// <summary>The name of a type without the number of its type parameters.</summary>
    public static string BareName(Type type) => type.Name.Split('`')[0];

    /// <summary>Type arguments or parameters in angle brackets; nothing where there are none.</summary>
    public static string Arguments(IEnumerable<string> names) => names.Any() ? $"<{string.Join(", ", names)}>" : "";

    private static string Outer(Type type) => type.IsNested && !type.IsGenericParameter ? Of(type.DeclaringType!) + "." : "";
}
