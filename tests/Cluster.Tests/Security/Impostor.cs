using System.Net.Sockets;
using System.Security.Cryptography;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace LossActors.Cluster.Tests.Security;

/// <summary>Shows any certificate and signs with any key: .NET's own client refuses to show one whose key it does not have.</summary>
sealed class Impostor(ReadOnlyMemory<byte> certificate, ECDsa key)
    : DefaultTlsClient(new BcTlsCrypto(new SecureRandom())), TlsAuthentication
{
    /// <summary>Whether it was asked for its certificate and showed it.</summary>
    public bool HasShown { get; private set; }

    public static async Task<(bool Connected, bool HasShown)> Connects(int port, ReadOnlyMemory<byte> certificate, ECDsa key)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var protocol = new TlsClientProtocol(client.GetStream());
        var impostor = new Impostor(certificate, key);
        try
        {
            await Task.Run(() => protocol.Connect(impostor));
            return (await Strangers.StaysOpen(client.GetStream()), impostor.HasShown);
        }
        catch (Exception e) when (e is TlsException or IOException)
        {
            return (false, impostor.HasShown);
        }
    }

    public override TlsAuthentication GetAuthentication() => this;

    public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
    {
    }

    public TlsCredentials GetClientCredentials(CertificateRequest certificateRequest)
    {
        HasShown = true;
        var crypto = (BcTlsCrypto)m_context.Crypto;
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(m_context), crypto, PrivateKeyFactory.CreateKey(key.ExportPkcs8PrivateKey()),
            new Certificate([crypto.CreateCertificate(certificate.ToArray())]),
            new SignatureAndHashAlgorithm(Org.BouncyCastle.Tls.HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv12.Only();
}
