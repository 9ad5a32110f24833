using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace BhTsne.Live.Server;

/// <summary>
/// Which requests are answered: those with the token, by the method GET, for this address, from a page of this address or from no page.
/// Everything else gets 404 and nothing more.
/// </summary>
/// <param name="token">The secret.</param>
/// <param name="host">The address and the port, as browsers send them.</param>
internal sealed class Gate(Token token, string host)
{
    private readonly string _origin = $"http://{host}";

    /// <summary>What a request asks for: the empty text for the page, the name of a part of it; null where it gets no answer.</summary>
    public string? NameIn(HttpContext context)
    {
        HttpRequest request = context.Request;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        string? name = token.NameIn(target);
        return name is not null && HttpMethods.IsGet(request.Method) && IsOwnHost(request.Headers.Host) && IsFromHere(name, request)
            ? name
            : null;
    }

    /// <summary>A name of another's that leads to this computer has a page of another's.</summary>
    private bool IsOwnHost(StringValues given) => given.Count == 1 && given[0] == host;

    /// <summary>Browsers name the origin of every socket.</summary>
    private bool IsFromHere(string name, HttpRequest request)
    {
        StringValues given = request.Headers.Origin;
        return given.Count == 0 ? name != PageContent.Socket : given.Count == 1 && given[0] == _origin;
    }
}
