# The program and nothing else. BINARY is one that is linked statically, as the releases for musl are:
#   docker build --build-arg BINARY=target/x86_64-unknown-linux-musl/release/kubeconfig-lint --tag kubeconfig-lint .
FROM scratch
ARG BINARY=kubeconfig-lint
LABEL org.opencontainers.image.source="https://github.com/kubeconfig-lint/kubeconfig-lint" \
      org.opencontainers.image.description="Finds what is wrong with a kubeconfig, and never prints a secret" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --chmod=755 ${BINARY} /kubeconfig-lint
USER 65532:65532
ENTRYPOINT ["/kubeconfig-lint"]
