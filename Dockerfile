# Builds the front end with the same door a person uses; the image that runs holds neither Node nor npm.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY . .
RUN python3 run.py build

FROM python:3.11-slim-bookworm
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock \
    && useradd --system --create-home --uid 10001 workshop \
    && install --directory --owner workshop /data
COPY --from=build /app/migrations migrations/
COPY --from=build /app/templates templates/
COPY --from=build /app/workshop workshop/
COPY --from=build /app/static/dist static/dist/

ENV PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
USER workshop
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "workshop.cli", "serve"]
