# Ruby kubeclient, used as its users do: Config.read, context, Client.new, discover.
#
# usage: ruby kubeclient.rb; a question a line, an answer a line.
require 'json'
require 'kubeclient'
require 'timeout'

PATIENCE = 15

def words(error)
  parts = []
  while error && parts.size < 5
    parts << "#{error.class}: #{error.message.to_s[0, 1500]}"
    error = error.cause
  end
  parts.join(' <- ').encode('UTF-8', invalid: :replace, undef: :replace).scrub
end

# Where the roots come from, which the context does not tell.
def origin(config, context)
  cluster = config.send(:fetch_context, context || config.instance_variable_get(:@kcfg)['current-context'])[0]
  return 'file' if cluster.key?('certificate-authority')

  cluster.key?('certificate-authority-data') ? 'data' : 'system'
end

def use(question, said)
  said[:stage] = 'load'
  config = Kubeclient::Config.read(question['file'])
  said[:stage] = 'config'
  context = config.context(question['context'])
  said.update(server: context.api_endpoint.to_s, ca: origin(config, question['context']), namespace: context.namespace)
  said[:stage] = 'transport'
  tls = context.ssl_options
  tls = tls.merge(verify_ssl: OpenSSL::SSL::VERIFY_NONE) if question['unverified']
  client = Kubeclient::Client.new(context.api_endpoint, 'v1', ssl_options: tls, auth_options: context.auth_options,
                                                              timeouts: { open: 3, read: 3 })
  client.discover
  said[:stage] = nil
end

def answer(question)
  said = { stage: nil, error: nil }
  begin
    Timeout.timeout(PATIENCE) { use(question, said) }
  rescue Exception => e # rubocop:disable Lint/RescueException -- what stops a client is what we are here to see
    said[:error] = words(e)
  end
  said
end

# OpenSSL asks for the passphrase of a key where it can: nobody is there.
questions = $stdin.dup
$stdin.reopen(File::NULL)
questions.each_line do |line|
  puts JSON.generate(answer(JSON.parse(line)))
  $stdout.flush
end
