# The image of a server: docker build -t sluice .
#
# The program is built by the same commands as without Docker.

FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
COPY . .
RUN ./sluice package /out

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/sluice --create-home --shell /usr/sbin/nologin sluice
COPY --from=build /out /opt/sluice
RUN ln -s /opt/sluice/bin/sluice /usr/local/bin/sluice
USER 10001
WORKDIR /var/lib/sluice
VOLUME /var/lib/sluice
EXPOSE 7880/tcp 7881/tcp 7882-7889/udp
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s CMD ["/opt/sluice/bin/healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/sluice/bin/sluice"]
