using System.Security.Cryptography;
using Crm.Api.Http;
using Microsoft.Extensions.FileProviders;

namespace Crm.Api.Page;

/// <summary>Serves the built page: its files, and for every address inside it the same index.html, each time with a nonce of its own.</summary>
internal sealed class BuiltPage
{
    private const string NoncePlaceholder = "__CSP_NONCE__";
    private const string Missing = """
        <!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>CRM</title>
        <p>页面尚未构建。请在解决方案目录运行 <code>dotnet build</code>（需要 Node.js 20 或更新版本）。接口文档：<a href="/swagger">/swagger</a></p>
        <p>The page has not been built. Run <code>dotnet build</code> in the folder of the solution (needs Node.js 20 or newer). API: <a href="/swagger">/swagger</a></p>
        """;

    private static readonly string[] NotThePage = ["/api", "/swagger", "/health"];

    private readonly string _root;
    private readonly string? _index;

    public BuiltPage(string root)
    {
        _root = Path.GetFullPath(root);
        var index = Path.Combine(_root, "index.html");
        _index = File.Exists(index) ? File.ReadAllText(index) : null;
    }

    /// <summary>The files beside index.html; names of assets hold a hash of what is in them, so they never change.</summary>
    public void UseFiles(IApplicationBuilder app)
    {
        if (_index is null) return;

        var options = new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(_root),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        };
        app.UseWhen(context => !context.Request.Path.Equals("/index.html"), files => files.UseStaticFiles(options));
    }

    /// <summary>index.html for whoever looks for a page under an address that nothing else answers; comes after routing.</summary>
    public Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var asksForPage = context.GetEndpoint() is null
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !NotThePage.Any(path => request.Path.StartsWithSegments(path));
        return asksForPage ? WriteAsync(context) : next(context);
    }

    private Task WriteAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = SecurityHeadersMiddleware.PagePolicy(nonce);
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync((_index ?? Missing).Replace(NoncePlaceholder, nonce, StringComparison.Ordinal), context.RequestAborted);
    }
}
